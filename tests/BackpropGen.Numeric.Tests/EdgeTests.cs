using System.Globalization;
using System.Text;
using BackpropGen.Tests.Cases;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// Every function at ±0, ±∞, NaN, subnormal numbers and its kinks. The derivatives there are those of docs/edges.md, which
/// <c>BACKPROPGEN_UPDATE=1 dotnet test tests/BackpropGen.Numeric.Tests --filter EdgeTests</c> writes anew, for people to read.
/// </summary>
public sealed class EdgeTests
{
    private static readonly double[] Everything =
        [double.NegativeInfinity, -double.MaxValue, -2.5, -1, -0.5, -1e-310, -double.Epsilon, -0.0, 0, double.Epsilon, 1e-310, 0.5, 1, 2.5, double.MaxValue, double.PositiveInfinity, double.NaN];

    private static readonly double[] Ordinary = [-2.5, -1, -0.5, -0.0, 0, 0.5, 1, 2.5];
    private static readonly double[] Columns = [double.NegativeInfinity, -1, -0.0, 0, double.Epsilon, 0.5, 1, double.PositiveInfinity, double.NaN];

    private static readonly (string Function, double[] At)[] OfSeveral =
    [
        ("MathFunctions.MaxOf", [1, 1]), ("MathFunctions.MaxOf", [0, -0.0]), ("MathFunctions.MaxOf", [double.NaN, 1]), ("MathFunctions.MinOf", [1, 1]), ("MathFunctions.MinOf", [2, double.PositiveInfinity]),
        ("MathFunctions.MaxMagnitudeOf", [-1, 1]), ("MathFunctions.MinMagnitudeOf", [-1, 1]), ("DoubleFunctions.MaxNumberOf", [double.NaN, 1]), ("DoubleFunctions.MinNumberOf", [1, double.NaN]),
        ("MathFunctions.ClampOf", [-1, -1, 1]), ("MathFunctions.ClampOf", [1, -1, 1]), ("MathFunctions.ClampOf", [2, -1, 1]), ("MathFunctions.ClampOf", [0, 0, 0]),
        ("MathFunctions.PowOf", [0, 0]), ("MathFunctions.PowOf", [0, 0.5]), ("MathFunctions.PowOf", [0, 1]), ("MathFunctions.PowOf", [0, 2]), ("MathFunctions.PowOf", [-2, 3]), ("MathFunctions.PowOf", [double.PositiveInfinity, -1]),
        ("MathFunctions.Atan2Of", [0, 0]), ("MathFunctions.Atan2Of", [0, 1]), ("MathFunctions.Atan2Of", [0, -1]), ("MathFunctions.Atan2Of", [1, double.PositiveInfinity]),
        ("DoubleFunctions.HypotOf", [0, 0]), ("DoubleFunctions.HypotOf", [double.Epsilon, 0]), ("DoubleFunctions.HypotOf", [double.PositiveInfinity, 1]),
        ("MathFunctions.CopySignOf", [0, 1]), ("MathFunctions.CopySignOf", [2, -0.0]), ("MathFunctions.IEEERemainderOf", [2.5, 1]), ("MathFunctions.IEEERemainderOf", [1, double.PositiveInfinity]),
        ("MathFunctions.LogToBaseOf", [0, 2]), ("DoubleFunctions.LerpOf", [1, 3, 0]),
    ];

    private static readonly Lazy<CorpusBuild> Build = new(() => CorpusBuild.Of(MathFunctionCases.Files()));

    private static readonly string Page = Path.Combine(Repository(), "docs", "edges.md");

    private static readonly string[] Names = [.. MathFunctionCases.Files().SelectMany(CaseSource.In).Select(source => source.Name)];

    public static TheoryData<string> Functions => [.. Names];

    public static TheoryData<string> InDouble => [.. DoubleNames];

    private static IEnumerable<string> DoubleNames => Names.Where(name => name.StartsWith("MathFunctions.", StringComparison.Ordinal) || name.StartsWith("DoubleFunctions.", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_zero_cotangent_of_a_finite_value_gives_zero(string name)
    {
        if (CaseOf(name) is not { } function)
            return;
        var tape = new Tape();
        foreach (double[] at in Points(Everything, function.Signature!.Leaves.Count))
        {
            Values v = ValuesOf(function, at);
            if (!Evaluates(function, v, out double value) || !double.IsFinite(value))
                continue;
            Values d = ValuesOf(function, [.. at.Select(_ => 3.0)]);

            function.Driver!.Forward(v, tape);
            function.Driver.Backward(v, tape, 0, d);

            for (int i = 0; i < at.Length; i++)
                Assert.True(d.Read(i, 0) == 3, $"{name} at ({Text(at)}): {Text(value)}, but {d.Read(i, 0) - 3} for operand {i}");
        }
    }

    [Theory]
    [MemberData(nameof(InDouble))]
    public void At_a_finite_point_the_derivative_is_the_mean_of_those_on_both_sides(string name)
    {
        if (CaseOf(name) is not { } function)
            return;
        int compared = 0;
        foreach (double[] at in Points(Ordinary, function.Signature!.Leaves.Count))
        {
            if (GradientAt(function, at) is not { } gradient)
                continue;
            for (int i = 0; i < at.Length; i++)
            {
                if (Expected(function, at, i) is not { } expected)
                    continue;
                compared++;
                bool isSame = double.IsInfinity(expected) ? gradient[i] == expected : Math.Abs(gradient[i] - expected) <= 3e-4 * (1 + Math.Abs(expected));
                Assert.True(isSame, $"{name} at ({Text(at)}): {Text(gradient[i])} for operand {i}, not {Text(expected)}");
            }
        }
        Assert.True(compared > 0, name);
    }

    [Theory]
    [MemberData(nameof(InDouble))]
    public void At_a_subnormal_number_there_is_a_derivative_of_the_sign_beside_it(string name)
    {
        if (CaseOf(name) is not { } function || function.Signature!.Leaves.Count > 1)
            return;
        foreach (double tiny in new[] { double.Epsilon, 1e-310, -double.Epsilon, -1e-310 })
        {
            if (GradientAt(function, [tiny]) is not [var here] || GradientAt(function, [Math.CopySign(1e-3, tiny)]) is not [var beside])
                continue;
            Assert.True(!double.IsNaN(here) && (Math.Sign(here) == Math.Sign(beside) || Math.Abs(beside) < 0.01), $"{name} at {tiny}: {here}, beside it {beside}");
        }
    }

    [Fact]
    public void The_page_says_what_generated_code_gives()
    {
        string text = Tables();
        if (Environment.GetEnvironmentVariable("BACKPROPGEN_UPDATE") is not null)
            File.WriteAllText(Page, text);
        Assert.Equal(text, File.ReadAllText(Page).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    /// <summary>The mean of the one-sided difference quotients, infinite where they grow without bound; null at jumps and where nothing is defined.</summary>
    private static double? Expected(TestCase function, double[] at, int operand)
    {
        bool isRejected = false;
        double? Quotient(double h)
        {
            double here = F(0), above = F(h), below = F(-h);
            // A neighbour that the function rejects is no neighbour.
            if (isRejected || !double.IsFinite(here) || double.IsInfinity(above) || double.IsInfinity(below) || (double.IsNaN(above) && double.IsNaN(below)))
                return null;
            if (double.IsNaN(below))
                return (above - here) / h;
            bool isJump = h < 1e-5 && Math.Abs(above - here) + Math.Abs(here - below) > 0.1;
            return double.IsNaN(above) ? (here - below) / h : isJump ? null : (above - below) / (2 * h);
        }
        double F(double step)
        {
            double[] moved = [.. at];
            moved[operand] += step;
            isRejected |= !Evaluates(function, ValuesOf(function, moved), out double value);
            return value;
        }
        if (Quotient(1e-3) is not { } coarse || Quotient(1e-6) is not { } fine)
            return null;
        return Math.Abs(fine) > 8 * Math.Abs(coarse) && Math.Abs(fine) > 100 ? fine * double.PositiveInfinity : fine;
    }

    private static string Tables()
    {
        var text = new StringBuilder("""
            # Derivatives at the edges

            What generated code gives for a cotangent of 1, at infinities, zeros, the smallest subnormal number and NaN; [derivatives.md](derivatives.md) says
            why. `EdgeTests` keeps this page true, and compares every function with difference quotients at finite points. A dash stands where the value
            itself is NaN.

            """.Replace("\r\n", "\n", StringComparison.Ordinal));
        text.Append($"\n| function | {string.Join(" | ", Columns.Select(x => x == double.Epsilon ? "5e-324" : Text(x)))} |\n| --- |{string.Concat(Columns.Select(_ => " --- |"))}\n");
        HashSet<string> seen = [];
        foreach (string name in DoubleNames.OrderBy(name => name.Split('.')[1], StringComparer.Ordinal))
        {
            if (CaseOf(name) is { Signature.Leaves.Count: 1 } function && seen.Add(name.Split('.')[1]))
                text.Append($"| `{name.Split('.')[1][..^2]}` | {string.Join(" | ", Columns.Select(x => Cell(function, [x])))} |\n");
        }
        text.Append("\n| function of several | at | derivatives |\n| --- | --- | --- |\n");
        foreach ((string name, double[] at) in OfSeveral)
            text.Append($"| `{name.Split('.')[1][..^2]}` | {Text(at)} | {Cell(CaseOf(name)!, at)} |\n");
        return text.ToString();
    }

    private static string Cell(TestCase function, double[] at) =>
        !Evaluates(function, ValuesOf(function, at), out double value) || double.IsNaN(value) ? "–" : Text(GradientAt(function, at)!);

    private static double[]? GradientAt(TestCase function, double[] at)
    {
        Values v = ValuesOf(function, at);
        if (!Evaluates(function, v, out double value) || double.IsNaN(value) || !function.Driver!.HasGradient)
            return null;
        Values d = ValuesOf(function, [.. at.Select(_ => 0.0)]);
        Assert.Equal(value, function.Driver.Gradient(v, d, new Tape()));
        return [.. at.Select((_, i) => d.Read(i, 0))];
    }

    /// <summary>False where the function rejects its operands.</summary>
    private static bool Evaluates(TestCase function, Values v, out double value)
    {
        try
        {
            value = function.Driver!.Call(v);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            value = double.NaN;
            return false;
        }
    }

    private static TestCase? CaseOf(string name) => Build.Value[name] is { IsBroken: false } function ? function : null;

    private static Values ValuesOf(TestCase function, double[] at) => new(
        [.. function.Signature!.Leaves.Select(leaf => leaf.IsSingle ? (Array)new[] { (float)at[leaf.Index] } : new[] { at[leaf.Index] })]);

    private static IEnumerable<double[]> Points(double[] values, int operands) => operands == 0 ? [[]]
        : Points(values, operands - 1).SelectMany(rest => values.Select(value => (double[])[.. rest, value]));

    private static string Text(double[] values) => string.Join(", ", values.Select(Text));

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        0 => double.IsNegative(value) ? "-0" : "0",
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    private static string Repository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "BackpropGen.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new DirectoryNotFoundException("BackpropGen.sln");
    }
}
