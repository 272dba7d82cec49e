using Xunit;

namespace BackpropGen.Runtime.Tests;

public class TapeMemoryTests
{
    [Theory]
    [InlineData(0, 8)]
    [InlineData(-1, 8)]
    [InlineData(long.MinValue, 8)]
    [InlineData(1, 16)]
    [InlineData(2, 16)]
    [InlineData(3, 24)]
    [InlineData(1L << 40, (1L << 42) + 8)]
    [InlineData(long.MaxValue / 4 - 4, long.MaxValue - 7)]
    public void SizeOf_rounds_up_to_8(long count, long bytes) => Assert.Equal(bytes, Tape.SizeOf<float>(count));

    [Theory]
    [InlineData(long.MaxValue / 4)]
    [InlineData(long.MaxValue / 8)]
    [InlineData(long.MaxValue)]
    public void SizeOf_does_not_wrap_around(long count) =>
        Assert.Contains($"{count}", Assert.Throws<OverflowException>(() => Tape.SizeOf<double>(count)).Message);

    [Fact]
    public void Products_and_sums_do_not_wrap_around()
    {
        Assert.Equal(1L << 62, Tape.Product(1L << 31, 1L << 31));
        Assert.Equal([0, 0, 0], [Tape.Product(-2, 3), Tape.Product(3, -2), Tape.Product(-2, -3)]);
        Assert.Equal(0, Tape.Product(long.MinValue, long.MinValue));
        Assert.Contains("4294967296", Assert.Throws<OverflowException>(() => Tape.Product(1L << 32, 1L << 31)).Message);
        Assert.Throws<OverflowException>(() => Tape.Product(1L << 33, 1L << 32));
        Assert.Throws<OverflowException>(() => Tape.Product(long.MaxValue, 2));
        Assert.Equal(long.MaxValue, Tape.Sum(long.MaxValue - 5, 5));
        Assert.Equal(-1, Tape.Sum(long.MaxValue, long.MinValue));
        Assert.Contains("9223372036854775803", Assert.Throws<OverflowException>(() => Tape.Sum(long.MaxValue - 4, 5)).Message);
    }

    [Theory]
    [InlineData(0, 0, 48)]
    [InlineData(1, 0, 56)]
    [InlineData(3, 1, 80)]
    [InlineData(3, 2, 80)]
    [InlineData(3, 3, 88)]
    [InlineData(int.MaxValue, 0, 48 + 8L * int.MaxValue)]
    public void A_record_takes_48_bytes_and_its_slots_and_notes(int slots, int notes, long bytes)
    {
        Assert.Equal(bytes, Tape.SizeOfRecord(slots, notes));
        Assert.Equal(bytes - Tape.SizeOfRecord(slots), Tape.SizeOfNotes(notes));
        if (slots > 100)
            return;

        using Tape tape = new();
        using (TapeFrame frame = tape.BeginForward("A", slots, notes))
        {
            Assert.Equal(bytes, tape.BytesInUse);
            using (TapeFrame nested = tape.BeginForward("B", slots, notes))
                nested.Complete();
            frame.Complete();
        }

        // Nested ones note nothing.
        Assert.Equal(bytes + Tape.SizeOfRecord(slots), tape.BytesInUse);
    }

    [Fact]
    public void Negative_numbers_of_slots_and_notes_are_errors()
    {
        using Tape tape = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.BeginForward("A", -1).Dispose());
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.BeginForward("A", 1, -1).Dispose());
        Assert.Throws<ArgumentOutOfRangeException>(() => Tape.SizeOfRecord(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tape.SizeOfRecord(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tape.SizeOfNotes(-1));
    }

    [Fact]
    public void BytesInUse_is_the_sum_of_the_rounded_allocations()
    {
        using Tape tape = new();
        long books = Tape.SizeOfRecord(6, 3);
        using (TapeFrame frame = tape.BeginForward("A", 6, 3))
        {
            Assert.Equal(books, tape.BytesInUse);
            frame.Push<float>(0, 3);
            Assert.Equal(books + 24, tape.BytesInUse);
            frame.PushZeroed<byte>(1, 1);
            Assert.Equal(books + 40, tape.BytesInUse);
            frame.Save(2, true);
            Assert.Equal(books + 40, tape.BytesInUse);
            frame.Append<double>(5, out _);
            frame.AppendZeroed<short>(5, out _);
            Assert.Equal(books + 112, tape.BytesInUse);
            frame.AppendActiveRow<float>(3);
            Assert.Equal(books + 112 + 2 * Tape.SizeOf<float>(3), tape.BytesInUse);
            frame.Push<double>(3, -7);
            frame.Push<double>(4, 0);
            frame.ScratchZeroed<double>(1000);
            frame.NoteSize(7);
            Assert.Equal(books + 176, tape.BytesInUse);
            // More than the first block: what is left of that does not count.
            frame.Push<byte>(5, 1_000_000);
            frame.Complete();
        }

        Assert.Equal(books + 1_000_184, tape.BytesInUse);
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
            for (long left = bytes - Tape.SizeOfRecord(0); left >= 8; left -= portion)
                frame.Append<byte>(Math.Min(left, portion) - 8, out _);
            Assert.InRange(tape.BytesInUse - Tape.SizeOfRecord(1) - Tape.SizeOf<double>(100), bytes - 7, bytes);
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
    public void Reserving_gives_back_what_is_too_small()
    {
        using Tape tape = new();
        for (int i = 0; i < 20; i++)
            Record(tape, "A", 20_000);
        tape.Clear();
        tape.Reserve(10_000_000);
        Assert.InRange(tape.BytesReserved, 10_000_000, 10_065_535);
        Record(tape, "A", 20_000);
        tape.Reserve(20_000_000);
        Assert.InRange(tape.BytesReserved, 30_000_000, 30_131_071);
        tape.Drop("A");
        tape.Reserve(5_000_000);
        Assert.InRange(tape.BytesReserved, 30_000_000, 30_131_071);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(50_000)]
    [InlineData(300_000)]
    public void Growing_takes_little_more_than_is_used(int count)
    {
        using Tape tape = new();
        while (tape.BytesInUse < 30_000_000)
        {
            Record(tape, "A", count);
            Assert.InRange(tape.BytesReserved, tape.BytesInUse, 1.25 * tape.BytesInUse + 128 * 1024);
        }
    }

    [Fact]
    public void Small_records_take_no_managed_memory()
    {
        using Tape tape = new();
        Record(tape, "A", 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (TapeFrame frame = tape.BeginForward("Outer", 1, 100))
        {
            for (int i = 0; i < 100_000; i++)
            {
                if (i < 100)
                    frame.NoteSize(i);
                frame.AppendActiveRow<double>(3);
                using TapeFrame nested = tape.BeginForward("Inner", 1);
                nested.Save(0, 1.0);
                nested.Complete();
            }
            frame.Complete();
        }
        Assert.Equal(100_002, tape.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000);
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
                using TapeFrame frame = tape.BeginForward("Step", 2, 1);
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

    /// <summary>What <see cref="Record"/> takes.</summary>
    internal static long SizeOf(int count) => Tape.SizeOfRecord(1) + Tape.SizeOf<double>(count);

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
