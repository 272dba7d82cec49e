using Xunit;
using static BackpropGen.Runtime.Tests.TapeMemoryTests;

namespace BackpropGen.Runtime.Tests;

public class TapeDropTests
{
    private sealed class Failure : Exception;

    [Fact]
    public void Dropping_releases_what_Backward_would_release()
    {
        using Tape tape = new();
        Record(tape, "A", 3);
        RecordNested(tape);
        tape.Drop("Outer");
        Assert.Equal(1, tape.Count);
        Assert.Equal(SizeOf(3), tape.BytesInUse);
        Consume(tape, "A");
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void The_wrong_method_and_an_empty_tape_are_errors_that_change_nothing()
    {
        using Tape tape = new();
        Assert.Contains("empty", Assert.Throws<InvalidOperationException>(() => tape.Drop("A")).Message);
        Record(tape, "A", 3);
        Record(tape, "B", 4);
        Assert.Contains("record of B", Assert.Throws<InvalidOperationException>(() => tape.Drop("A")).Message);
        Assert.Equal(2, tape.Count);
        Assert.Equal(SizeOf(3) + SizeOf(4), tape.BytesInUse);
        tape.Drop("B");
        tape.Drop(new string("A".AsSpan()));
        Assert.Contains("empty", Assert.Throws<InvalidOperationException>(() => tape.Drop("A")).Message);
        tape.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tape.Drop("A"));
    }

    [Fact]
    public void A_tape_whose_last_record_was_dropped_belongs_to_nobody()
    {
        // Not disposed of: in the end it belongs to a thread that has gone.
        Tape tape = new();
        Record(tape, "A", 3);
        tape.Drop("A");
        Thread other = new(() => Record(tape, "B", 1));
        other.Start();
        other.Join();
        Assert.Equal(1, tape.Count);
        Assert.Contains("another thread", Assert.Throws<InvalidOperationException>(() => tape.Drop("B")).Message);
        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void A_running_pass_drops_nested_records_and_no_others()
    {
        using Tape tape = new();
        Record(tape, "Inner", 3);
        using (TapeFrame frame = tape.BeginForward("Outer", 1))
        {
            Assert.Contains("no further record", Assert.Throws<InvalidOperationException>(() => tape.Drop("Inner")).Message);
            Record(tape, "Inner", 1);
            Record(tape, "Inner", 2);
            tape.Drop("Inner");
            frame.Push<double>(0, 5).Fill(7);
            frame.Complete();
        }

        Assert.Equal(3, tape.Count);
        Assert.Equal(SizeOf(3) + SizeOf(1) + SizeOf(5), tape.BytesInUse);
        using (TapeFrame frame = tape.BeginBackward("Outer"))
        {
            tape.Drop("Inner");
            Assert.Throws<InvalidOperationException>(() => tape.Drop("Inner"));
            Assert.Equal(-1, frame.Read<double>(0).IndexOfAnyExcept(7));
            frame.Complete();
        }

        using (TapeFrame frame = tape.BeginGradient("G", 0))
        {
            long bytes = tape.BytesInUse;
            Record(tape, "Inner", 9);
            tape.Drop("Inner");
            Assert.Equal(bytes, tape.BytesInUse);
            Assert.Throws<InvalidOperationException>(() => tape.Drop("Inner"));
        }

        Assert.Equal(1, tape.Count);
        Consume(tape, "Inner");
    }

    [Fact]
    public void What_was_dropped_is_spent_when_the_pass_fails()
    {
        using Tape tape = new();
        RecordNested(tape);
        Assert.Throws<Failure>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("Outer");
            tape.Drop("Inner");
            Fail();
        });
        Assert.Equal(0, tape.Count);
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Dropping_in_a_loop_of_a_gradient_pass_needs_no_more_memory()
    {
        using Tape tape = new();
        using TapeFrame frame = tape.BeginGradient("G", 0);
        Record(tape, "Inner", 1000);
        tape.Drop("Inner");
        long reserved = tape.BytesReserved;
        for (int i = 0; i < 1000; i++)
        {
            Record(tape, "Inner", 1000);
            tape.Drop("Inner");
        }

        Assert.Equal(reserved, tape.BytesReserved);
    }

    private static void Fail() => throw new Failure();

    private static void RecordNested(Tape tape)
    {
        using TapeFrame outer = tape.BeginForward("Outer", 1);
        Record(tape, "Inner", 5);
        Record(tape, "Inner", 6);
        outer.Push<double>(0, 2).Fill(6);
        outer.Complete();
    }
}
