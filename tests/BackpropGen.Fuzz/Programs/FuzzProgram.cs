using System.Text;
using System.Text.RegularExpressions;

namespace BackpropGen.Fuzz.Programs;

/// <summary>A random program: the body of a forward method with a fixed signature, beside helpers that all programs share.</summary>
/// <param name="Functions">What else its class has.</param>
/// <param name="IsEven">It exchanges the rows of its array of arrays, which have to be equally long.</param>
internal sealed partial record FuzzProgram(int Number, IReadOnlyList<ProgramNode> Body, IReadOnlyList<ProgramNode> Functions, bool UsesSingle, bool IsEven)
{
    public string ClassName => $"P{Number}";

    public string Source(bool isTwin = false)
    {
        var text = new StringBuilder();
        foreach (ProgramNode node in Body)
            node.Write(text, 2);
        var functions = new StringBuilder();
        foreach (ProgramNode node in Functions)
            node.Write(functions, 1);
        string source = $$"""
            public static partial class {{ClassName}}
            {
                [Differentiable]
                public static double F(double a, float b, ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<int> k, double[][] w, int n, Cell c, ref Lib.Pair g, Span<Lib.Pair> u, ref double r, out double o)
                {
            {{text}}    }
            {{functions}}}
            """;
        return isTwin ? Twin(source) : source;
    }

    /// <summary>The same over dual numbers.</summary>
    public static string Twin(string source)
    {
        source = source.Replace(Library.Generic, Library.GenericTwin);
        source = Words().Replace(source, word => word.Value switch
        {
            "double" => "Dual",
            "float" => "DualF",
            "Math" => "DualMath",
            _ => "DualMath",
        });
        // Patterns need a number.
        return Attributes().Replace(source, "").Replace("partial class", "class").Replace("Dual Plain(Dual u) => u;", "double Plain(Dual u) => u.V;");
    }

    [GeneratedRegex(@"\[(Differentiable(, Recompute)?|CustomBackward\([^\]]*)\]")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"\b(double|float|Math|Gradient)\b")]
    private static partial Regex Words();
}
