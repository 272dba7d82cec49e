using System.Text;
using Function = (string Name, string Parameters, string Arguments, string Domain);

namespace BackpropGen.Tests;

/// <summary>One case for each mathematical function and each class that has it, from a table.</summary>
internal static class MathFunctionCases
{
    private const string Anywhere = "";
    private const string Positive = "x in [0.3, 2.5]";
    private const string InsideOne = "x in [-0.8, 0.8]";

    private static readonly Function[] Everywhere =
    [
        ("Abs", "x", "x", Anywhere),
        ("Acos", "x", "x", InsideOne),
        ("Acosh", "x", "x", "x in [1.3, 3]"),
        ("Asin", "x", "x", InsideOne),
        ("Asinh", "x", "x", Anywhere),
        ("Atan", "x", "x", Anywhere),
        ("Atan2", "y, x", "y, x", "x in [0.3, 2], y in [-2, 2]"),
        ("Atanh", "x", "x", InsideOne),
        ("Cbrt", "x", "x", Positive),
        ("Ceiling", "x", "x", Anywhere),
        ("CopySign", "x, y", "x, y", Anywhere),
        ("Cos", "x", "x", Anywhere),
        ("Cosh", "x", "x", Anywhere),
        ("Exp", "x", "x", Anywhere),
        ("Floor", "x", "x", Anywhere),
        ("FusedMultiplyAdd", "x, y, z", "x, y, z", Anywhere),
        ("Log", "x", "x", Positive),
        ("Log", "x, newBase", "x, newBase", "x in [0.3, 2.5], newBase in [1.6, 3]"),
        ("Log10", "x", "x", Positive),
        ("Log2", "x", "x", Positive),
        ("Max", "x, y", "x, y", Anywhere),
        ("MaxMagnitude", "x, y", "x, y", Anywhere),
        ("Min", "x, y", "x, y", Anywhere),
        ("MinMagnitude", "x, y", "x, y", Anywhere),
        ("Pow", "x, y", "x, y", Positive),
        ("Round", "x", "x", Anywhere),
        ("ScaleB", "x", "x, 3", Anywhere),
        ("Sign", "x", "x", Anywhere),
        ("Sin", "x", "x", Anywhere),
        ("Sinh", "x", "x", Anywhere),
        ("Sqrt", "x", "x", Positive),
        ("Tan", "x", "x", "x in [-1, 1]"),
        ("Tanh", "x", "x", Anywhere),
        ("Truncate", "x", "x", Anywhere),
    ];

    private static readonly Function[] OfMath =
    [
        ("IEEERemainder", "x, y", "x, y", "x in [2.5, 2.6], y in [1.15, 1.2]"),
    ];

    private static readonly Function[] Clamp =
    [
        ("Clamp", "x, low, high", "x, low, high", "low in [-1, -0.4], high in [0.4, 1]"),
    ];

    /// <summary>What only the number types have: a function without a rule must be rejected.</summary>
    private static readonly Function[] OfNumbers =
    [
        ("AcosPi", "x", "x", InsideOne),
        ("AsinPi", "x", "x", InsideOne),
        ("Atan2Pi", "y, x", "y, x", "x in [0.3, 2], y in [-2, 2]"),
        ("AtanPi", "x", "x", Anywhere),
        ("CosPi", "x", "x", Anywhere),
        ("DegreesToRadians", "x", "x", Anywhere),
        ("Exp10", "x", "x", "x in [-1, 1]"),
        ("Exp10M1", "x", "x", "x in [-1, 1]"),
        ("Exp2", "x", "x", Anywhere),
        ("Exp2M1", "x", "x", Anywhere),
        ("ExpM1", "x", "x", Anywhere),
        ("Hypot", "x, y", "x, y", "x in [0.3, 2], y in [0.3, 2]"),
        ("Ieee754Remainder", "x, y", "x, y", "x in [2.5, 2.6], y in [1.15, 1.2]"),
        ("Lerp", "x, y, z", "x, y, z", Anywhere),
        ("Log10P1", "x", "x", "x in [-0.6, 2]"),
        ("Log2P1", "x", "x", "x in [-0.6, 2]"),
        ("LogP1", "x", "x", "x in [-0.6, 2]"),
        ("MaxMagnitudeNumber", "x, y", "x, y", Anywhere),
        ("MaxNumber", "x, y", "x, y", Anywhere),
        ("MinMagnitudeNumber", "x, y", "x, y", Anywhere),
        ("MinNumber", "x, y", "x, y", Anywhere),
        ("MultiplyAddEstimate", "x, y, z", "x, y, z", Anywhere),
        ("RadiansToDegrees", "x", "x", Anywhere),
        ("RootN", "x", "x, 3", Positive),
        ("SinPi", "x", "x", Anywhere),
        ("TanPi", "x", "x", "x in [-0.3, 0.3]"),
    ];

    public static IEnumerable<SourceFile> Files() =>
    [
        File("Math", "Math", "double", [.. Everywhere, .. OfMath, .. Clamp], []),
        // Math.Clamp has an overload for float; MathF has none.
        File("MathF", "MathF", "float", [.. Everywhere, .. OfMath], []),
        File("MathSingle", "Math", "float", [.. Clamp, .. Everywhere.Where(row => row.Name is "Abs" or "Max" or "Min" or "Sign")], []),
        File("Double", "double", "double", [.. Everywhere, .. Clamp], OfNumbers),
        File("Single", "float", "float", [.. Everywhere, .. Clamp], OfNumbers),
    ];

    private static SourceFile File(string file, string owner, string type, Function[] required, Function[] optional)
    {
        var text = new StringBuilder($"namespace Corpus;\n\npublic static partial class {file}Functions\n{{\n");
        foreach (Function row in required.Concat(optional))
        {
            string parameters = string.Join(", ", row.Parameters.Split(", ").Select(parameter => $"{type} {parameter}"));
            string name = row.Name + (row.Parameters.Contains("newBase") ? "ToBase" : "");
            text.Append(
                $"""
                    // size n: 1
                    // domain: {row.Domain}
                {(optional.Contains(row) ? "    // optional\n" : "")}    [Differentiable]
                    public static {type} {name}Of({parameters}) => {owner}.{row.Name}({row.Arguments});


                """);
        }
        return new($"Generated/{file}Functions.cs", text.Append("}\n").ToString());
    }
}
