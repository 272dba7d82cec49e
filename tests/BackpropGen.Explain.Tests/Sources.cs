using BackpropGen.Explain.Code;
using BackpropGen.Explain.Compiling;

namespace BackpropGen.Explain.Tests;

/// <summary>Sources whose methods are explained.</summary>
internal static class Sources
{
    public const string Neuron = """
        using BackpropGen;

        public static partial class Neuron
        {
            [Differentiable]
            public static double Unit(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
            {
                double sum = b;
                for (int i = 0; i < w.Length; i++)
                    sum += w[i] * x[i];
                return Math.Tanh(sum);
            }

            [Differentiable]
            public static double Loss(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
            {
                double error = Unit(w, b, x) - 1;
                Console.WriteLine("<script>alert(1)</script>");
                return error * Twice(error);
            }

            private static double Twice(double v)
            {
                double twice = 2 * v;
                return Math.Sin(twice);
            }

            [Differentiable]
            public static double Root(double x)
            {
                double y = x;
                while (Math.Abs(y * y - x) > 1e-9)
                    y = 0.5 * (y + x / y);
                return y;
            }
        }
        """;

    public const string Refused = """
        using BackpropGen;

        public static partial class Hashes
        {
            [Differentiable]
            public static double Of(double x)
            {
                object boxed = x;
                return x * boxed.GetHashCode();
            }
        }
        """;

    public static List<Explanation> Explain(string text) => Explainer.Explain([new SourceFile("Model.cs", text)], []);

    /// <summary>The cell of the sample.</summary>
    public static List<Explanation> ExplainLstm() => Explainer.Explain(new[] { "Lstm.cs", "LstmParameters.cs" }.Select(Embedded), []);

    private static SourceFile Embedded(string name)
    {
        using var reader = new StreamReader(typeof(Sources).Assembly.GetManifestResourceStream(name)!);
        return new SourceFile(name, reader.ReadToEnd());
    }
}
