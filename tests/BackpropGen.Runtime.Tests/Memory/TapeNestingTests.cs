using Xunit;
using static BackpropGen.Runtime.Tests.TapeMemoryTests;

namespace BackpropGen.Runtime.Tests;

public class TapeNestingTests
{
    private sealed class Failure : Exception;

    [Fact]
    public void A_nested_record_lies_under_its_callers()
    {
        using Tape tape = new();
        using (TapeFrame outer = tape.BeginForward("Outer", 2))
        {
            outer.Push<int>(0, 10).Fill(1);
            using (TapeFrame inner = tape.BeginForward("Inner", 1))
            {
                Assert.True(outer.IsOutermost);
                Assert.False(inner.IsOutermost);
                inner.Push<int>(0, 20).Fill(2);
                inner.Complete();
            }

            outer.Push<int>(1, 30).Fill(3);
            outer.Complete();
        }

        Assert.Equal(2, tape.Count);
        long outerBytes = Tape.SizeOfRecord(2) + Tape.SizeOf<int>(10) + Tape.SizeOf<int>(30);
        Assert.Equal(outerBytes + Tape.SizeOfRecord(1) + Tape.SizeOf<int>(20), tape.BytesInUse);
        Assert.Throws<InvalidOperationException>(() => Consume(tape, "Inner"));

        using (TapeFrame outer = tape.BeginBackward("Outer"))
        {
            using (TapeFrame inner = tape.BeginBackward("Inner"))
            {
                Assert.False(inner.IsOutermost);
                Assert.Equal(2, inner.Read<int>(0)[19]);
                inner.Complete();
            }

            Assert.Equal(outerBytes, tape.BytesInUse);

            // A forward pass within the backward pass must not write over what the caller still reads.
            using (TapeFrame again = tape.BeginForward("Inner", 1))
            {
                again.Push<int>(0, 1000).Fill(9);
                again.Complete();
            }

            Assert.Equal(-1, outer.Read<int>(0).IndexOfAnyExcept(1));
            Assert.Equal(-1, outer.Read<int>(1).IndexOfAnyExcept(3));
            Consume(tape, "Inner");
            outer.Complete();
        }

        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Records_of_the_surroundings_are_out_of_a_passs_reach()
    {
        using Tape tape = new();
        Record(tape, "A", 1);
        using (TapeFrame frame = tape.BeginForward("B", 0))
        {
            Assert.Contains("no further record", Assert.Throws<InvalidOperationException>(() => Consume(tape, "A")).Message);
            frame.Complete();
        }

        using (TapeFrame frame = tape.BeginBackward("B"))
        {
            Assert.Throws<InvalidOperationException>(() => Consume(tape, "A"));
            frame.Complete();
        }

        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void A_failed_forward_pass_leaves_the_tape_as_it_was()
    {
        using Tape tape = new();
        Record(tape, "Before", 3);
        Assert.Throws<Failure>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1, 1);
            frame.NoteSize(1);
            frame.Push<double>(0, 100_000);
            frame.Append<double>(10, out _);
            Record(tape, "Inner", 10);
            Fail();
        });

        Assert.Equal(1, tape.Count);
        Assert.Equal(SizeOf(3), tape.BytesInUse);
        Consume(tape, "Before");
        Assert.Equal(0, tape.Count);
    }

    [Fact]
    public void A_failed_nested_forward_pass_leaves_its_callers_work()
    {
        using Tape tape = new();
        using (TapeFrame outer = tape.BeginForward("Outer", 1))
        {
            outer.Push<int>(0, 10).Fill(4);
            Record(tape, "Inner", 1);
            Assert.Throws<Failure>(() =>
            {
                using TapeFrame inner = tape.BeginForward("Inner", 1);
                inner.Push<int>(0, 100).Fill(5);
                Fail();
            });
            Record(tape, "Inner", 2);
            outer.Complete();
        }

        using TapeFrame frame = tape.BeginBackward("Outer");
        Assert.Equal(-1, frame.Read<int>(0).IndexOfAnyExcept(4));
        for (int length = 2; length > 0; length--)
        {
            using TapeFrame inner = tape.BeginBackward("Inner");
            Assert.Equal(length, inner.Read<double>(0).Length);
            inner.Complete();
        }

        frame.Complete();
    }

    [Fact]
    public void A_failed_backward_pass_leaves_its_record_if_no_nested_one_is_spent()
    {
        using Tape tape = new();
        RecordNested(tape);
        Assert.Throws<Failure>(() =>
        {
            using TapeFrame outer = tape.BeginBackward("Outer");
            // Its place among the records is used, and so is memory above its own.
            Record(tape, "Other", 1000);
            using TapeFrame inner = tape.BeginBackward("Other");
            Fail();
        });
        Assert.Equal(3, tape.Count);
        Assert.Equal(SizeOf(1) + SizeOf(5) + SizeOf(2), tape.BytesInUse);

        Assert.Throws<Failure>(() =>
        {
            using TapeFrame outer = tape.BeginBackward("Outer");
            using TapeFrame inner = tape.BeginBackward("Inner");
            Fail();
        });
        Assert.Equal(3, tape.Count);

        using (TapeFrame outer = tape.BeginBackward("Outer"))
        {
            Assert.Equal(-1, outer.Read<double>(0).IndexOfAnyExcept(6));
            Consume(tape, "Inner");
            outer.Complete();
        }

        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void A_failed_backward_pass_drops_its_record_if_a_nested_one_is_spent()
    {
        using Tape tape = new();
        RecordNested(tape);
        Assert.Throws<Failure>(() =>
        {
            using TapeFrame outer = tape.BeginBackward("Outer");
            Consume(tape, "Inner");
            Record(tape, "Other", 1);
            Fail();
        });
        Assert.Equal(1, tape.Count);
        Assert.Equal(SizeOf(1), tape.BytesInUse);
        Consume(tape, "Before");
    }

    [Fact]
    public void Nested_records_that_a_backward_pass_does_not_want_go_with_it()
    {
        using Tape tape = new();
        RecordNested(tape);
        Consume(tape, "Outer");
        Assert.Equal(1, tape.Count);
        Assert.Equal(SizeOf(1), tape.BytesInUse);
    }

    [Fact]
    public void A_gradient_pass_leaves_the_tape_as_it_was()
    {
        using Tape tape = new();
        Record(tape, "Before", 1);
        for (int run = 0; run < 2; run++)
        {
            using (TapeFrame frame = tape.BeginGradient("G", 2))
            {
                frame.Push<int>(0, 10).Fill(1);
                Record(tape, "Inner", 100);
                frame.Push<int>(1, 10).Fill(2);
                Record(tape, "Left", 100);
                Record(tape, "Inner", 100);
                Consume(tape, "Inner");
                Assert.Equal(3, tape.Count);
                Assert.Equal(-1, frame.Read<int>(0).IndexOfAnyExcept(1));
                Assert.Equal(-1, frame.Read<int>(1).IndexOfAnyExcept(2));
                if (run == 0)
                    frame.Complete();
            }

            Assert.Equal(1, tape.Count);
            Assert.Equal(SizeOf(1), tape.BytesInUse);
        }
    }

    [Fact]
    public void Forward_and_backward_in_a_loop_of_a_gradient_pass_need_no_more_memory()
    {
        using Tape tape = new();
        using TapeFrame frame = tape.BeginGradient("G", 1);
        frame.Push<int>(0, 10);
        Record(tape, "Inner", 1000);
        Consume(tape, "Inner");
        long reserved = tape.BytesReserved;
        for (int i = 0; i < 10_000; i++)
        {
            Record(tape, "Inner", 1000);
            Consume(tape, "Inner");
        }

        Assert.Equal(reserved, tape.BytesReserved);
        Assert.Equal(Tape.SizeOfRecord(1) + Tape.SizeOf<int>(10), tape.BytesInUse);
    }

    [Fact]
    public void Deep_recursion_is_a_matter_of_memory_only()
    {
        using Tape tape = new();
        Forward(tape, 2000);
        Assert.Equal(2001, tape.Count);
        Backward(tape, 2000);
        Assert.Equal(0, tape.Count);

        static void Forward(Tape tape, int depth)
        {
            using TapeFrame frame = tape.BeginForward("R", 1);
            Assert.Equal(depth == 2000, frame.IsOutermost);
            if (depth > 0)
                Forward(tape, depth - 1);
            frame.Save(0, depth);
            frame.Complete();
        }

        static void Backward(Tape tape, int depth)
        {
            using TapeFrame frame = tape.BeginBackward("R");
            Assert.Equal(depth, frame.Load<int>(0));
            if (depth > 0)
                Backward(tape, depth - 1);
            Assert.Equal(depth, frame.Load<int>(0));
            frame.Complete();
        }
    }

    [Fact]
    public void A_frame_completes_only_as_the_innermost_and_closes_once()
    {
        using Tape tape = new();
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame outer = tape.BeginForward("A", 0);
            using TapeFrame inner = tape.BeginForward("B", 0);
            outer.Complete();
        });
        Assert.Equal(0, tape.Count);

        TapeFrame frame = tape.BeginForward("A", 0);
        frame.Complete();
        frame.Complete();
        frame.Dispose();
        frame.Dispose();
        Assert.Equal(1, tape.Count);
    }

    private static void Fail() => throw new Failure();

    private static void RecordNested(Tape tape)
    {
        Record(tape, "Before", 1);
        using TapeFrame outer = tape.BeginForward("Outer", 1);
        Record(tape, "Inner", 5);
        outer.Push<double>(0, 2).Fill(6);
        outer.Complete();
    }
}
