using BackpropGen.Tests.Cases;

namespace BackpropGen.Tests.Checks;

/// <summary>Everything that the contract promises of one case, at every size.</summary>
internal sealed class CaseCheck(TestCase @case)
{
    private const int Seeds = 2;
    private const int Attempts = 8;

    private readonly Findings findings = new(@case);
    private readonly CaseDriver driver = @case.Driver!;
    private readonly Signature signature = @case.Signature!;
    private readonly Directives directives = @case.Source.Directives;

    public static Findings Run(TestCase @case)
    {
        var check = new CaseCheck(@case);
        foreach (int n in @case.Source.Directives.N)
        {
            foreach (int m in @case.Source.Directives.M)
            {
                for (int seed = 1; seed <= Seeds; seed++)
                    check.RunAt(n, m, seed);
            }
        }
        return check.findings;
    }

    /// <summary>Inputs too near a kink are drawn again.</summary>
    private void RunAt(int n, int m, int seed)
    {
        Inputs inputs = new(@case, n, m, seed);
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                var random = new Random(1000 * seed + 100 * n + 10 * m + attempt);
                if (Check(inputs, inputs.Draw(random), random))
                    return;
            }
            findings.Add(inputs, "difference quotients do not settle: the method is not differentiable on this domain, or not repeatable");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            findings.Add(inputs, exception.ToString());
        }
    }

    private bool Check(Inputs inputs, Values arguments, Random random)
    {
        Values cotangents = inputs.DrawCotangents(random);
        // A float as it is: it may be passed as one.
        double dResult = (float)(2 * random.NextDouble() - 1);
        if (!CheckForwardMethod(inputs, arguments))
            return true;

        // Not disposed: that would hide what went wrong with a record left open.
        var tape = new Tape();
        Values gradients = ForwardBackward(inputs, arguments, dResult, cotangents, tape, report: true);
        CheckExpectations(inputs, arguments, tape);
        CheckZeroCotangents(inputs, arguments, tape);
        var product = new VectorJacobianProduct(@case, inputs, arguments, dResult, cotangents);
        if (directives.At.Count == 0 && !product.Compare(gradients, findings))
            return false;

        CheckAgain(inputs, arguments, dResult, cotangents, gradients, tape);
        CheckStack(inputs, arguments, inputs.Draw(random), dResult, cotangents, gradients, tape);
        CheckGradient(inputs, arguments, cotangents, tape);
        if (!driver.Allocates)
            new AllocationCheck(@case, inputs, findings).Run(arguments, cotangents, tape);
        return true;
    }

    /// <summary>The corpus itself: repeatable, and read-only where it says so.</summary>
    private bool CheckForwardMethod(Inputs inputs, Values arguments)
    {
        Values first = arguments.Clone();
        Values second = arguments.Clone();
        if (!Values.SameBits(driver.Call(first), driver.Call(second)) || first.DifferenceTo(second) is not null)
        {
            findings.Add(inputs, "the forward method is not repeatable");
            return false;
        }
        if (first.DifferenceTo(arguments) is var (leaf, index) && !signature.Leaves[leaf].IsWritten)
            findings.Add(inputs, $"the forward method writes {findings.Name(leaf, index)}, which no directive says");
        return true;
    }

    private Values ForwardBackward(Inputs inputs, Values arguments, double dResult, Values cotangents, Tape tape, bool report = false)
    {
        Values values = arguments.Clone();
        long? size = driver.TapeSize(values);
        double result = driver.Forward(values, tape);
        if (report)
        {
            Values expected = arguments.Clone();
            double expectedResult = driver.Call(expected);
            if (!Values.SameBits(result, expectedResult))
                findings.Add(inputs, $"Forward returns {Findings.Number(result)}, the method itself {Findings.Number(expectedResult)}");
            findings.AddDifference(inputs, "after Forward", values.DifferenceTo(expected), values, expected);
            if (size is not null && size != tape.BytesInUse)
                findings.Add(inputs, $"TapeSize says {size}, the tape {tape.BytesInUse} bytes");
        }

        Values gradients = cotangents.Clone();
        driver.Backward(values, tape, dResult, gradients);
        if (report)
            CheckUntouched(inputs, cotangents, gradients);
        if (report && (tape.Count != 0 || tape.BytesInUse != 0))
            findings.Add(inputs, $"after Backward the tape still holds {tape.Count} records, {tape.BytesInUse} bytes");
        return gradients;
    }

    /// <summary>Members of a gradient struct that have no gradient.</summary>
    private void CheckUntouched(Inputs inputs, Values before, Values after)
    {
        foreach (Leaf leaf in signature.Leaves.Where(leaf => !leaf.HasGradient))
        {
            for (int i = 0; i < after.Length(leaf.Index); i++)
            {
                if (!after.Element(leaf.Index, i).Equals(before.Element(leaf.Index, i)))
                    findings.Add(inputs, $"Backward writes the gradient of {findings.Name(leaf.Index, i)}, which has none");
            }
        }
    }

    private void CheckAgain(Inputs inputs, Values arguments, double dResult, Values cotangents, Values gradients, Tape tape)
    {
        Values again = ForwardBackward(inputs, arguments, dResult, cotangents, tape);
        findings.AddDifference(inputs, "the second time on the same tape", again.DifferenceTo(gradients), again, gradients);
    }

    /// <summary>Forward, Forward, Backward, Backward.</summary>
    private void CheckStack(Inputs inputs, Values first, Values second, double dResult, Values cotangents, Values gradients, Tape tape)
    {
        Values secondAlone = ForwardBackward(inputs, second, dResult, cotangents, tape);
        (Values a, Values b) = (first.Clone(), second.Clone());
        (Values dA, Values dB) = (cotangents.Clone(), cotangents.Clone());
        driver.Forward(a, tape);
        driver.Forward(b, tape);
        driver.Backward(b, tape, dResult, dB);
        driver.Backward(a, tape, dResult, dA);
        findings.AddDifference(inputs, "two on one tape, the upper", dB.DifferenceTo(secondAlone), dB, secondAlone);
        findings.AddDifference(inputs, "two on one tape, the lower", dA.DifferenceTo(gradients), dA, gradients);
    }

    private void CheckGradient(Inputs inputs, Values arguments, Values cotangents, Tape tape)
    {
        if (!driver.HasGradient)
            return;

        Values expected = ForwardBackward(inputs, arguments, 1, cotangents, tape);
        (Values values, Values called, Values gradients) = (arguments.Clone(), arguments.Clone(), cotangents.Clone());
        double result = driver.Gradient(values, gradients, tape);
        double expectedResult = driver.Call(called);
        if (!Values.SameBits(result, expectedResult))
            findings.Add(inputs, $"Gradient returns {Findings.Number(result)}, the method itself {Findings.Number(expectedResult)}");
        findings.AddDifference(inputs, "after Gradient", values.DifferenceTo(called), values, called);
        if (tape.Count != 0 || tape.BytesInUse != 0)
            findings.Add(inputs, $"after Gradient the tape still holds {tape.Count} records, {tape.BytesInUse} bytes");

        foreach (Leaf leaf in signature.Leaves.Where(leaf => leaf.HasGradient))
        {
            double tolerance = leaf.IsSingle || @case.Source.UsesSingle ? 1e-4 : 1e-11;
            for (int i = 0; i < gradients.Length(leaf.Index); i++)
            {
                (double got, double wanted) = (gradients.Read(leaf.Index, i), expected.Read(leaf.Index, i));
                if (!(Math.Abs(got - wanted) <= tolerance * Math.Max(1, Math.Abs(wanted))) && !Values.SameBits(got, wanted))
                {
                    findings.Add(inputs, $"gradient of {findings.Name(leaf.Index, i)}: Gradient gives {Findings.Number(got)}, "
                        + $"Forward and Backward {Findings.Number(wanted)}");
                }
            }
        }
    }

    /// <summary>Nothing in, nothing out: 0 times infinity must not appear anywhere.</summary>
    private void CheckZeroCotangents(Inputs inputs, Values arguments, Tape tape)
    {
        if (!IsFinite(arguments))
            return;

        Values gradients = ForwardBackward(inputs, arguments, 0, inputs.Zeros(), tape);
        foreach (Leaf leaf in signature.Leaves.Where(leaf => leaf.HasGradient))
        {
            for (int i = 0; i < gradients.Length(leaf.Index); i++)
            {
                double got = gradients.Read(leaf.Index, i);
                if (got != 0)
                    findings.Add(inputs, $"zero cotangents give {findings.Name(leaf.Index, i)} a gradient of {Findings.Number(got)}");
            }
        }
    }

    private bool IsFinite(Values arguments)
    {
        Values values = arguments.Clone();
        return double.IsFinite(driver.Call(values))
            && signature.Leaves.Where(leaf => leaf.IsFloating).All(leaf => values.Entries(leaf.Index).All(double.IsFinite));
    }

    private void CheckExpectations(Inputs inputs, Values arguments, Tape tape)
    {
        if (directives.Expect.Count == 0)
            return;

        Values gradients = ForwardBackward(inputs, arguments, 1, inputs.Zeros(), tape);
        foreach (Leaf leaf in signature.Leaves.Where(leaf => directives.Expect.ContainsKey(leaf.Path)))
        {
            (double low, double high) = directives.Expect[leaf.Path];
            for (int i = 0; i < gradients.Length(leaf.Index); i++)
            {
                double got = gradients.Read(leaf.Index, i);
                if (!(low <= got && got <= high))
                {
                    findings.Add(inputs, $"gradient of {findings.Name(leaf.Index, i)} is {Findings.Number(got)}, "
                        + $"expected in [{Findings.Number(low)}, {Findings.Number(high)}]");
                }
            }
        }
    }
}
