using BackpropGen.Guides.Tests.Code.Recipes;

namespace BackpropGen.Guides.Tests.Code;

/// <summary>What docs/performance.md measures.</summary>
internal static class Memory
{
    public static void Compare(double[] w, double[] start)
    {
        long bytes = Rollout.EnergyTapeSize(start, steps: 50);
        var tape = new Tape(bytes);
        Rollout.EnergyForward(w, start, 50, tape);
        Console.WriteLine($"{tape.BytesInUse} bytes in use, as MTapeSize said: {bytes}");
        Console.WriteLine($"{RecordedRollout.EnergyTapeSize(start, steps: 50)} bytes without [Recompute]");
    }

    public static void CompareBuffers()
    {
        Console.WriteLine($"in place: {Histories.InPlaceTapeSize(n: 8, steps: 50)} bytes");
        Console.WriteLine($"in a buffer of its own: {Histories.InOwnBufferTapeSize(h: new double[8 * 50])} bytes");
    }

    public static long Allocated(double[] w, double b, double[] x, double target, double[] dW, ref double dB, Tape tape)
    {
        tape = new Tape();
        Neuron.LossGradient(w, b, x, target, dW, ref dB, tape);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Neuron.LossGradient(w, b, x, target, dW, ref dB, tape);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated;
    }
}
