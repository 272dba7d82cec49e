using BackpropGen.Tests.Cases;

namespace BackpropGen.Tests.Checks;

/// <summary>
/// Compares gradients with difference quotients of the case's double twin.
/// One rule covers every parameter: with cotangents e, the exit value of a gradient is the derivative of
/// <c>dResult * result + sum of e * (value after the call)</c> with respect to the value before the call.
/// For what the method only reads, that is e plus the gradient.
/// </summary>
internal sealed class VectorJacobianProduct(TestCase @case, Inputs inputs, Values arguments, double dResult, Values cotangents)
{
    private const int MostEntries = 48;

    private readonly IReadOnlyList<Leaf> leaves = @case.Signature!.Leaves;
    private readonly Values wide = arguments.Widen();

    private double Relative => @case.Source.Directives.Tolerance ?? (IsSingle ? 1e-4 : 2e-9);

    private bool IsSingle => @case.Source.UsesSingle || leaves.Any(leaf => leaf.IsSingle);

    /// <summary>Whether difference quotients could judge; if not, the inputs were too near a kink.</summary>
    public bool Compare(Values gradients, Findings findings)
    {
        (Leaf Leaf, int Index)[] entries = [.. leaves.Where(leaf => leaf.HasGradient && !leaf.IsOut).SelectMany(EntriesOf)];
        if (entries.Length == 0)
            return true;

        double scale = Math.Max(1, entries.Max(entry => Math.Abs(gradients.Read(entry.Leaf.Index, entry.Index))));
        var random = new Random(inputs.Seed);
        bool judged = true;
        foreach ((Leaf leaf, int index) in entries.Length <= MostEntries ? entries : random.GetItems(entries, MostEntries))
        {
            double at = wide.Read(leaf.Index, index);
            (double numeric, double error) = RichardsonDerivative.Of(
                h => Functional(values => values.Write(leaf.Index, index, at + h)), Step(leaf));
            if (!leaf.IsWritten)
                numeric += cotangents.Read(leaf.Index, index);
            judged &= Judge(findings.Name(leaf.Index, index), gradients.Read(leaf.Index, index), numeric, error, scale, findings);
        }
        return judged & CompareAlongDirection(entries, gradients, random, scale, findings);
    }

    private IEnumerable<(Leaf Leaf, int Index)> EntriesOf(Leaf leaf) =>
        Enumerable.Range(0, wide.Length(leaf.Index)).Select(index => (leaf, index));

    /// <summary>All entries at once: catches what the chosen entries miss.</summary>
    private bool CompareAlongDirection((Leaf Leaf, int Index)[] entries, Values gradients, Random random, double scale, Findings findings)
    {
        double[] direction = [.. entries.Select(_ => 2 * random.NextDouble() - 1)];
        double analytic = 0, identity = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            (Leaf leaf, int index) = entries[i];
            analytic += direction[i] * gradients.Read(leaf.Index, index);
            if (!leaf.IsWritten)
                identity += direction[i] * cotangents.Read(leaf.Index, index);
        }

        (double numeric, double error) = RichardsonDerivative.Of(h => Functional(values =>
        {
            for (int i = 0; i < entries.Length; i++)
            {
                (Leaf leaf, int index) = entries[i];
                values.Write(leaf.Index, index, values.Read(leaf.Index, index) + h * direction[i]);
            }
        }), entries.Min(entry => Step(entry.Leaf)));
        return Judge("a random direction", analytic, numeric + identity, error, scale * Math.Sqrt(entries.Length), findings);
    }

    private bool Judge(string name, double analytic, double numeric, double error, double scale, Findings findings)
    {
        // The gradients may be garbage; the quotient has to be good by its own measure.
        if (!(error <= 1e-6 * Math.Max(1, Math.Abs(numeric))))
            return false;

        double tolerance = 10 * error + Relative * Math.Max(Math.Abs(numeric), Math.Min(scale, 1e3 * Math.Max(1, Math.Abs(numeric))));
        if (!(Math.Abs(analytic - numeric) <= tolerance))
        {
            findings.Add(inputs, $"gradient of {name}: analytic {Findings.Number(analytic)}, numeric {Findings.Number(numeric)} "
                + $"(error {error:e1}, tolerance {tolerance:e1})");
        }
        return true;
    }

    // Not beyond the margin that a domain leaves.
    private double Step(Leaf leaf)
    {
        (double low, double high) = Inputs.DomainOf(@case, leaf);
        return Math.Min(0.02, 0.1 * (high - low));
    }

    private double Functional(Action<Values> change)
    {
        Values values = wide.Clone();
        change(values);
        double total = dResult * @case.Driver!.Twin(values);
        foreach (Leaf leaf in leaves.Where(leaf => leaf.IsWritten && leaf.HasGradient))
        {
            for (int i = 0; i < values.Length(leaf.Index); i++)
                total += cotangents.Read(leaf.Index, i) * values.Read(leaf.Index, i);
        }
        return total;
    }
}
