namespace BackpropGen.Tests;

/// <summary>What is open in the IDE.</summary>
internal static class Sources
{
    /// <summary>A marked method, and a call of what is generated for it.</summary>
    public const string Neuron = """
        namespace Models;

        /// <summary>A neuron.</summary>
        public static partial class Neuron
        {
            /// <summary>One unit: tanh(w·x + b).</summary>
            [Differentiable]
            public static double Unit(ReadOnlySpan<double> w, double b, [NoGradient] ReadOnlySpan<double> x)
            {
                double sum = b;
                for (int i = 0; i < w.Length; i++)
                    sum += w[i] * x[i];
                return Math.Tanh(sum);
            }
        }

        public static class Trainer
        {
            public static double Step(double[] weights, double bias, double[] input, double[] dWeights)
            {
                double dBias = 0;
                return Neuron.UnitGradient(weights, bias, input, dWeights, ref dBias);
            }
        }
        """;

    /// <summary>How an IDE writes the head of the member that is called there, without its last parameter.</summary>
    public const string Signature =
        "double Neuron.UnitGradient(ReadOnlySpan<double> w, double b, ReadOnlySpan<double> x, Span<double> dW, ref double dB";

    /// <summary>A file of many marked methods of several kinds, some of which call others.</summary>
    /// <param name="count">How many are marked.</param>
    public static string Many(int count) => $$"""
        namespace Models;

        public static partial class Many
        {
        {{string.Join("\n\n", Enumerable.Range(0, count).Select(i => string.Format(null, Kinds[i % Kinds.Length], i, i - 1)))}}
        }
        """;

    /// <summary>Each of a kind calls at most the one before it, of another kind.</summary>
    private static readonly string[] Kinds =
    [
        """
            /// <summary>A weighted sum.</summary>
            [Differentiable]
            public static double M{0}(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x)
            {{
                double sum = 0;
                for (int i = 0; i < w.Length; i++)
                    sum += w[i] * x[i];
                return Math.Tanh(sum);
            }}
        """,
        """
            [Differentiable]
            public static double M{0}(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, double target)
            {{
                double error = M{1}(w, x) - target;
                return error * error;
            }}
        """,
        """
            [Differentiable]
            public static void M{0}(Span<double> h, ReadOnlySpan<double> u)
            {{
                for (int t = 1; t < h.Length; t++)
                {{
                    double old = h[t - 1];
                    h[t] = old * Math.Exp(-old) + u[t];
                }}
            }}
        """,
        """
            [Differentiable]
            public static double M{0}(double x, double y)
            {{
                double z = x > y ? Math.Sin(x) : Math.Sqrt(y * y + 1);
                if (z > 0.5)
                    z = Math.Log(1 + z) / (x * x + 1);
                return z;
            }}
        """,
        """
            [Differentiable]
            public static double M{0}(double x)
            {{
                int steps = 0;
                while (x * x > 2 && steps < 10)
                {{
                    x = 0.5 * (x + M{1}(x, 2 / x));
                    steps++;
                }}
                return x;
            }}
        """,
    ];
}
