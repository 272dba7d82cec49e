using Xunit;

namespace BackpropGen.Runtime.Tests.Memory;

public sealed class TapeStackTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public void Values_come_back_in_the_opposite_order(int count)
    {
        using var tape = new Tape();
        Record(tape, count);
        using (TapeFrame frame = tape.BeginBackward("M"))
        {
            TapeStack<double> stack = frame.ReadStack<double>(0);
            for (int i = count - 1; i >= 0; i--)
                Assert.Equal(i * 0.5, stack.Pop());
            frame.Complete();
        }
        Assert.Equal(0, tape.BytesInUse);
        Assert.Equal(0, tape.Count);
    }

    [Fact]
    public void Two_stacks_and_other_memory_do_not_meet()
    {
        using var tape = new Tape();
        using TapeFrame frame = tape.BeginGradient("M", slots: 2);
        TapeStack<int> integers = frame.PushStack<int>(0);
        TapeStack<bool> truths = frame.PushStack<bool>(1);
        for (int i = 0; i < 1_000; i++)
        {
            integers.Push(i);
            frame.Append<double>(3, out _).Fill(7);
            truths.Push(i % 3 == 0);
            using TapeFrame nested = tape.BeginForward("N", slots: 1);
            nested.Save(0, i);
            nested.Complete();
        }
        for (int i = 999; i >= 0; i--)
        {
            using (TapeFrame nested = tape.BeginBackward("N"))
            {
                Assert.Equal(i, nested.Load<int>(0));
                nested.Complete();
            }
            Assert.Equal(i % 3 == 0, truths.Pop());
            Assert.Equal(i, integers.Pop());
        }
    }

    [Fact]
    public void An_empty_stack_gives_nothing()
    {
        using var tape = new Tape();
        Record(tape, 1);
        using TapeFrame frame = tape.BeginBackward("M");
        TapeStack<double> stack = frame.ReadStack<double>(0);
        stack.Pop();
        Assert.Throws<InvalidOperationException>(() => PopOnce(tape));

        static void PopOnce(Tape tape)
        {
            using TapeFrame empty = tape.BeginGradient("G", slots: 1);
            empty.PushStack<double>(0).Pop();
        }
    }

    [Fact]
    public void Only_the_forward_pass_pushes()
    {
        using var tape = new Tape();
        Record(tape, 0);
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("M");
            frame.ReadStack<double>(0).Push(1);
        });
    }

    [Fact]
    public void An_abandoned_pass_leaves_nothing()
    {
        using var tape = new Tape();
        using (TapeFrame frame = tape.BeginForward("M", slots: 1))
        {
            TapeStack<double> stack = frame.PushStack<double>(0);
            for (int i = 0; i < 1_000; i++)
                stack.Push(i);
        }
        Assert.Equal(0, tape.BytesInUse);
        Assert.Equal(0, tape.Count);
    }

    [Fact]
    public void Once_warm_it_allocates_nothing()
    {
        using var tape = new Tape();
        Round(tape);
        long reserved = tape.BytesReserved;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Round(tape);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(reserved, tape.BytesReserved);

        static void Round(Tape tape)
        {
            Record(tape, 10_000);
            using TapeFrame frame = tape.BeginBackward("M");
            frame.Complete();
        }
    }

    private static void Record(Tape tape, int count)
    {
        using TapeFrame frame = tape.BeginForward("M", slots: 1);
        TapeStack<double> stack = frame.PushStack<double>(0);
        for (int i = 0; i < count; i++)
            stack.Push(i * 0.5);
        frame.Complete();
    }
}
