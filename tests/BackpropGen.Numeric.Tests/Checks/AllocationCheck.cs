using BackpropGen.Tests.Cases;

namespace BackpropGen.Tests.Checks;

/// <summary>A warm Forward, Backward and Gradient take nothing from the managed heap.</summary>
internal sealed class AllocationCheck(TestCase @case, Inputs inputs, Findings findings)
{
    private const int Calls = 4;

    private readonly CaseDriver driver = @case.Driver!;

    public void Run(Values arguments, Values cotangents, Tape tape)
    {
        Values values = arguments.Clone();
        Values gradients = cotangents.Clone();
        (long forward, long backward, long gradient) = (0, 0, 0);
        for (int i = 0; i < Calls; i++)
        {
            // In-place methods start from the same arguments every time.
            arguments.CopyTo(values);
            long start = GC.GetAllocatedBytesForCurrentThread();
            driver.Forward(values, tape);
            forward = GC.GetAllocatedBytesForCurrentThread() - start;

            start = GC.GetAllocatedBytesForCurrentThread();
            driver.Backward(values, tape, 1, gradients);
            backward = GC.GetAllocatedBytesForCurrentThread() - start;

            if (!driver.HasGradient)
                continue;
            arguments.CopyTo(values);
            start = GC.GetAllocatedBytesForCurrentThread();
            driver.Gradient(values, gradients, tape);
            gradient = GC.GetAllocatedBytesForCurrentThread() - start;
        }

        if (forward != 0 || backward != 0 || gradient != 0)
            findings.Add(inputs, $"allocated: Forward {forward}, Backward {backward}, Gradient {gradient} bytes");
    }
}
