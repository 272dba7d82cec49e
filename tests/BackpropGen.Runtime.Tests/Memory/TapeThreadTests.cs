using System.Runtime.ExceptionServices;
using Xunit;
using static BackpropGen.Runtime.Tests.TapeMemoryTests;

namespace BackpropGen.Runtime.Tests;

public class TapeThreadTests
{
    [Fact]
    public void A_tape_with_records_belongs_to_the_thread_that_recorded()
    {
        using Tape tape = new();
        Record(tape, "A", 3);
        OnOtherThread(() => RefusesEverything(tape));
        Assert.Equal(1, tape.Count);
        Assert.Equal(SizeOf(3), tape.BytesInUse);
        Consume(tape, "A");
    }

    [Fact]
    public void A_tape_with_an_open_frame_belongs_to_the_thread_that_opened_it()
    {
        // Not disposed of: in the end it belongs to a thread that has gone.
        Tape tape = new();
        using (TapeFrame frame = tape.BeginGradient("A", 1))
        {
            frame.Push<int>(0, 10).Fill(3);
            OnOtherThread(() => RefusesEverything(tape));
            Assert.Equal(-1, frame.Read<int>(0).IndexOfAnyExcept(3));
        }

        OnOtherThread(() => Record(tape, "B", 1));
        RefusesEverything(tape);
        OnOtherThread(() => Assert.Equal(1, tape.Count));
    }

    [Fact]
    public void An_empty_tape_belongs_to_nobody()
    {
        using Tape tape = new();
        Record(tape, "A", 1);
        Consume(tape, "A");
        OnOtherThread(() =>
        {
            Record(tape, "A", 1);
            Consume(tape, "A");
        });
        Record(tape, "A", 1);
        tape.Clear();
        OnOtherThread(() =>
        {
            tape.Reserve(1_000_000);
            tape.Clear();
        });
        Assert.Throws<InvalidOperationException>(() => Consume(tape, "A"));
        OnOtherThread(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 0);
        });
        OnOtherThread(tape.Dispose);
        Assert.Throws<ObjectDisposedException>(() => Record(tape, "A", 1));
    }

    [Fact]
    public void A_wrong_order_does_not_give_the_tape_away()
    {
        Tape tape = new();
        Assert.Throws<InvalidOperationException>(() => Consume(tape, "A"));
        OnOtherThread(() => Record(tape, "A", 1));
        Assert.Contains("another thread", Assert.Throws<InvalidOperationException>(() => Consume(tape, "A")).Message);
    }

    [Fact]
    public void Threads_that_compete_for_a_tape_never_share_it()
    {
        using Tape tape = new();
        int running = 0;
        int refused = 0;
        int done = 0;
        void Compete()
        {
            for (int i = 0; i < 20_000; i++)
            {
                try
                {
                    using TapeFrame frame = tape.BeginGradient("A", 1);
                    Assert.Equal(1, Interlocked.Increment(ref running));
                    frame.Push<int>(0, 10);
                    Interlocked.Decrement(ref running);
                    Interlocked.Increment(ref done);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }

        Thread other = new(Compete);
        other.Start();
        Compete();
        other.Join();
        Assert.Equal(40_000, done + refused);
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Each_thread_has_a_tape_of_its_own()
    {
        Tape mine = Tape.ForCurrentThread;
        Assert.Same(mine, Tape.ForCurrentThread);
        OnOtherThread(() => Assert.NotSame(mine, Tape.ForCurrentThread));
        OnOtherThread(() =>
        {
            Tape tape = Tape.ForCurrentThread;
            tape.Dispose();
            Assert.NotSame(tape, Tape.ForCurrentThread);
            Record(Tape.ForCurrentThread, "A", 1);
        });
    }

    private static void RefusesEverything(Tape tape)
    {
        Assert.Throws<InvalidOperationException>(() => tape.BeginForward("A", 0).Dispose());
        Assert.Throws<InvalidOperationException>(() => tape.BeginBackward("A").Dispose());
        Assert.Throws<InvalidOperationException>(() => tape.BeginGradient("A", 0).Dispose());
        Assert.Throws<InvalidOperationException>(() => tape.Drop("A"));
        Assert.Throws<InvalidOperationException>(tape.Clear);
        Assert.Throws<InvalidOperationException>(() => tape.Reserve(8));
        Assert.Throws<InvalidOperationException>(tape.Dispose);
    }

    private static void OnOtherThread(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
