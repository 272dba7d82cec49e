using System.Globalization;
using BackpropGen.Tests.Cases;
using Xunit;

namespace BackpropGen.Tests.Checks;

/// <summary>What a check found wrong with one case.</summary>
internal sealed class Findings(TestCase @case)
{
    private const int Shown = 12;

    private readonly List<string> lines = [];

    public bool IsEmpty => lines.Count == 0;

    public IReadOnlyList<string> Lines => lines;

    public void Add(Inputs inputs, string message) => lines.Add($"{inputs}: {message}");

    public void AddDifference(Inputs inputs, string what, (int Leaf, int Index)? difference, Values got, Values expected)
    {
        if (difference is not var (leaf, index))
            return;
        Add(inputs, $"{what}: {Name(leaf, index)} is {got.Element(leaf, index):R}, not {expected.Element(leaf, index):R}");
    }

    /// <summary><c>w[3]</c></summary>
    public string Name(int leaf, int index)
    {
        Leaf named = @case.Signature!.Leaves[leaf];
        return named.IsBuffer ? $"{named.Path}[{index}]" : named.Path;
    }

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public void Assert()
    {
        string more = lines.Count > Shown ? $"\n... and {lines.Count - Shown} more" : "";
        Xunit.Assert.True(IsEmpty, $"{@case.Source.Name} ({@case.Source.File})\n{string.Join("\n", lines.Take(Shown))}{more}");
    }
}
