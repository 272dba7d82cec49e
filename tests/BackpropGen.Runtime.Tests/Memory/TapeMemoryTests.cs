using Xunit;

namespace BackpropGen.Runtime.Tests;

public class TapeMemoryTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(3, 16)]
    [InlineData(1L << 40, 1L << 42)]
    public void SizeOf_rounds_up_to_8(long count, long bytes) => Assert.Equal(bytes, Tape.SizeOf<float>(count));

    [Fact]
    public void SizeOf_does_not_wrap_around() => Assert.Throws<OverflowException>(() => Tape.SizeOf<double>(long.MaxValue / 4));

    [Fact]
    public void BytesInUse_is_the_sum_of_the_rounded_allocations()
    {
        using Tape tape = new();
        using (TapeFrame frame = tape.BeginForward("A", 6))
        {
            frame.Push<float>(0, 3);
            Assert.Equal(16, tape.BytesInUse);
            frame.PushZeroed<byte>(1, 1);
            Assert.Equal(24, tape.BytesInUse);
            frame.Save(2, true);
            Assert.Equal(32, tape.BytesInUse);
            frame.Append<double>(5, out _);
            frame.AppendZeroed<short>(5, out _);
            Assert.Equal(88, tape.BytesInUse);
            frame.Push<double>(3, -7);
            frame.Push<double>(4, 0);
            frame.ScratchZeroed<double>(1000);
            frame.NoteSize(7);
            Assert.Equal(88, tape.BytesInUse);
            // More than the first block: what is left of that does not count.
            frame.Push<byte>(5, 1_000_000);
            frame.Complete();
        }

        Assert.Equal(1_000_088, tape.BytesInUse);
        Consume(tape, "A");
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public unsafe void Growing_moves_nothing()
    {
        using Tape tape = new();
        using TapeFrame frame = tape.BeginGradient("A", 40);
        nint[] addresses = new nint[40];
        for (int i = 0; i < addresses.Length; i++)
        {
            Span<int> span = frame.Push<int>(i, 1000 * i + 1);
            fixed (int* pointer = span)
                addresses[i] = (nint)pointer;
            span.Fill(i);
        }

        for (int i = 0; i < addresses.Length; i++)
        {
            Span<int> span = frame.Read<int>(i);
            Assert.Equal(1000 * i + 1, span.Length);
            fixed (int* pointer = span)
                Assert.Equal(addresses[i], (nint)pointer);
            Assert.Equal(-1, span.IndexOfAnyExcept(i));
        }
    }

    [Fact]
    public void The_same_work_again_needs_no_more_memory()
    {
        using Tape tape = new();
        long reserved = 0;
        for (int run = 0; run < 4; run++)
        {
            for (int i = 0; i < 50; i++)
                Record(tape, "A", 7919 * (i % 7) + 1);
            for (int i = 0; i < 50; i++)
                Consume(tape, "A");

            if (run == 0)
                reserved = tape.BytesReserved;
            Assert.Equal(reserved, tape.BytesReserved);
        }

        Assert.True(reserved > 1_000_000);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public void Reserved_memory_suffices_in_whatever_portions(long bytes)
    {
        foreach (int portion in (int[])[8, 1000, 65_536, 99_992])
        {
            using Tape tape = new(3000);
            Record(tape, "A", 100);
            tape.Reserve(bytes);
            long reserved = tape.BytesReserved;
            using TapeFrame frame = tape.BeginForward("B", 0);
            for (long left = bytes; left >= 8; left -= portion)
                frame.Append<byte>(Math.Min(left, portion), out _);
            Assert.Equal(reserved, tape.BytesReserved);
        }
    }

    [Fact]
    public void Reserving_again_what_is_there_takes_nothing()
    {
        using Tape tape = new(1_000_000);
        long reserved = tape.BytesReserved;
        Assert.True(reserved >= 1_000_000);
        tape.Reserve(1_000_000);
        tape.Reserve(0);
        Assert.Equal(reserved, tape.BytesReserved);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Reserve(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tape(-1));
    }

    [Fact]
    public void Too_many_elements_for_a_span_are_an_error()
    {
        using Tape tape = new();
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.Push<byte>(0, 1L + int.MaxValue);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.ScratchZeroed<byte>(1L + int.MaxValue);
        });
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Zeroed_memory_is_zero_where_old_values_lay()
    {
        using Tape tape = new();
        for (int run = 0; run < 2; run++)
        {
            using TapeFrame frame = tape.BeginGradient("A", 1);
            Span<long> pushed = frame.PushZeroed<long>(0, 100);
            Span<long> appended = frame.AppendZeroed<long>(100, out _);
            Span<long> scratch = frame.ScratchZeroed<long>(100);
            Assert.Equal(-1, pushed.IndexOfAnyExcept(0));
            Assert.Equal(-1, appended.IndexOfAnyExcept(0));
            Assert.Equal(-1, scratch.IndexOfAnyExcept(0));
            pushed.Fill(-1);
            appended.Fill(-1);
            scratch.Fill(-1);
        }
    }

    [Fact]
    public unsafe void Scratch_memory_is_released_with_its_frame()
    {
        using Tape tape = new();
        nint first = 0;
        using (TapeFrame outer = tape.BeginForward("A", 0))
        {
            Span<int> kept = outer.ScratchZeroed<int>(10);
            kept.Fill(5);
            for (int i = 0; i < 3; i++)
            {
                using TapeFrame inner = tape.BeginForward("B", 0);
                fixed (int* pointer = inner.ScratchZeroed<int>(1000))
                {
                    first = i == 0 ? (nint)pointer : first;
                    Assert.Equal(first, (nint)pointer);
                }
            }

            Assert.Equal(-1, kept.IndexOfAnyExcept(5));
        }

        long reserved = tape.BytesReserved;
        for (int i = 0; i < 1000; i++)
        {
            using TapeFrame frame = tape.BeginGradient("A", 0);
            frame.ScratchZeroed<int>(1000);
        }

        Assert.Equal(reserved, tape.BytesReserved);
    }

    [Fact]
    public void Clear_drops_the_records_and_keeps_the_memory()
    {
        using Tape tape = new();
        Record(tape, "A", 100_000);
        Record(tape, "B", 100_000);
        long reserved = tape.BytesReserved;
        tape.Clear();
        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
        Assert.Equal(reserved, tape.BytesReserved);
        Assert.Throws<InvalidOperationException>(() => Consume(tape, "B"));
    }

    [Fact]
    public void Clear_and_Dispose_refuse_while_a_frame_is_open()
    {
        using Tape tape = new();
        Record(tape, "A", 1);
        using (TapeFrame frame = tape.BeginBackward("A"))
        {
            Assert.Throws<InvalidOperationException>(tape.Clear);
            Assert.Throws<InvalidOperationException>(tape.Dispose);
            Assert.Equal(1, frame.Read<double>(0).Length);
            frame.Complete();
        }

        tape.Clear();
    }

    [Fact]
    public void A_disposed_tape_refuses_everything()
    {
        Tape tape = new(1000);
        Record(tape, "A", 1);
        tape.Dispose();
        tape.Dispose();
        Assert.Equal(0, tape.BytesReserved);
        Assert.Equal(0, tape.BytesInUse);
        Assert.Equal(0, tape.Count);
        Assert.Throws<ObjectDisposedException>(() => tape.BeginForward("A", 0).Dispose());
        Assert.Throws<ObjectDisposedException>(() => tape.BeginBackward("A").Dispose());
        Assert.Throws<ObjectDisposedException>(() => tape.BeginGradient("A", 0).Dispose());
        Assert.Throws<ObjectDisposedException>(tape.Clear);
        Assert.Throws<ObjectDisposedException>(() => tape.Reserve(1));
    }

    [Fact]
    public void Nothing_is_allocated_once_warm()
    {
        using Tape tape = new();
        for (int warm = 0; warm < 3; warm++)
            Work(tape);

        // The runtime itself may allocate once, when it compiles a method anew: what allocates does so in every round.
        long least = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int run = 0; run < 100; run++)
                Work(tape);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        static void Work(Tape tape)
        {
            for (int t = 0; t < 100; t++)
            {
                using TapeFrame frame = tape.BeginForward("Step", 2);
                frame.NoteSize(t);
                frame.Push<double>(0, 100);
                frame.Save(1, 1f);
                frame.ScratchZeroed<double>(10);
                for (int i = 0; i < 5; i++)
                    frame.Append<int>(3, out _);
                Record(tape, "Inner", 10);
                frame.Complete();
            }

            for (int t = 99; t >= 0; t--)
            {
                using TapeFrame frame = tape.BeginBackward("Step");
                frame.CheckSize(t, "t");
                Consume(tape, "Inner");
                frame.Complete();
            }
        }
    }

    internal static void Record(Tape tape, string method, int count)
    {
        using TapeFrame frame = tape.BeginForward(method, 1);
        frame.Push<double>(0, count);
        frame.Complete();
    }

    internal static void Consume(Tape tape, string method)
    {
        using TapeFrame frame = tape.BeginBackward(method);
        frame.Complete();
    }
}
