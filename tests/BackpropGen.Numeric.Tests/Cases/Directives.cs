using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Tests.Cases;

/// <summary>
/// What the comments above a case say of its inputs; see Corpus/README.md for the forms.
/// Expressions are C#, over the sizes <c>n</c> and <c>m</c> and the <c>seed</c>.
/// </summary>
public sealed partial record Directives
{
    public IReadOnlyList<int> N { get; private init; } = [0, 1, 4];

    public IReadOnlyList<int> M { get; private init; } = [2];

    public IReadOnlyDictionary<string, string> Lengths { get; private init; } = new Dictionary<string, string>();

    /// <summary>The first lengths of arrays of several dimensions.</summary>
    public IReadOnlyDictionary<string, string> Rows { get; private init; } = new Dictionary<string, string>();

    /// <summary>Arrays of arrays whose rows are equally long.</summary>
    public IReadOnlyCollection<string> Even { get; private init; } = [];

    public IReadOnlyDictionary<string, string> Set { get; private init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Indices { get; private init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, (double Low, double High)> Domain { get; private init; } = Intervals("");

    /// <summary>At a kink: the value of every entry.</summary>
    public IReadOnlyDictionary<string, double> At { get; private init; } = new Dictionary<string, double>();

    /// <summary>At a kink: where the derivative of the result must lie.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Expect { get; private init; } = Intervals("");

    /// <summary>The classes of objects that may be of several.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; private init; } = new Dictionary<string, string>();

    /// <summary>The leaves that the method changes.</summary>
    public IReadOnlyCollection<string> Writes { get; private init; } = [];

    /// <summary>The generator may reject it, but not get it wrong.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>Generated parameters may be called otherwise, to keep clear of the method's own names.</summary>
    public bool HasFreeNames { get; private init; }

    public double? Tolerance { get; private init; }

    /// <summary>A forward method with backward members written by hand.</summary>
    public bool IsHandWritten { get; private init; }

    public static Directives Of(MethodDeclarationSyntax method)
    {
        var directives = new Directives();
        foreach (string line in method.GetLeadingTrivia().ToString().Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("// ", StringComparison.Ordinal))
                directives = directives.With(line[3..].Trim());
        }
        return directives;
    }

    private Directives With(string line)
    {
        string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
        string rest = parts.Length > 1 ? parts[1] : "";
        return parts[0] switch
        {
            "size n" => this with { N = [.. Items(rest).Select(int.Parse)] },
            "size m" => this with { M = [.. Items(rest).Select(int.Parse)] },
            "lengths" => this with { Lengths = Pairs(rest) },
            "rows" => this with { Rows = Pairs(rest) },
            "even" => this with { Even = [.. Items(rest)] },
            "class" => this with { Classes = Pairs(rest) },
            "set" => this with { Set = Pairs(rest) },
            "indices" => this with { Indices = Pairs(rest, '<') },
            "domain" => this with { Domain = Intervals(rest) },
            "at" => this with { At = Pairs(rest).ToDictionary(pair => pair.Key, pair => Number(pair.Value)) },
            "expect" => this with { Expect = Intervals(rest) },
            "writes" => this with { Writes = [.. Items(rest)] },
            "optional" => this with { IsOptional = true },
            "free names" => this with { HasFreeNames = true },
            "tolerance" => this with { Tolerance = Number(rest) },
            "hand-written" => this with { IsHandWritten = true },
            // A comment for people is a sentence.
            _ => char.IsUpper(line[0]) ? this : throw new FormatException($"What is '// {line}'?"),
        };
    }

    private static IEnumerable<string> Items(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> Pairs(string list, char separator = '=') =>
        Items(list).Select(item => item.Split(separator, 2, StringSplitOptions.TrimEntries)).ToDictionary(pair => pair[0], pair => pair[1]);

    private static Dictionary<string, (double, double)> Intervals(string list) =>
        Interval().Matches(list).ToDictionary(
            match => match.Groups[1].Value,
            match => (Number(match.Groups[2].Value), Number(match.Groups[3].Value)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([\w.]+) in \[\s*([^,]+?)\s*,\s*([^\]]+?)\s*\]")]
    private static partial Regex Interval();
}
