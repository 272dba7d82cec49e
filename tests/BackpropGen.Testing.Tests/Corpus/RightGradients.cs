namespace BackpropGen.Testing.Tests.Corpus;

/// <summary>Gradients that are right, and that checks with one step and one tolerance call wrong.</summary>
public static class RightGradients
{
    private static readonly double[] Numbers = [0.7, -1.3, 2.1, 0.4, -0.2];

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double LogisticSlope(double x) => Logistic(x) * Logistic(-x);

    private static double TanhSlope(double x) => 1 / (Math.Cosh(x) * Math.Cosh(x));

    public static IEnumerable<GradientCase> All =>
    [
        GradientCase.Each("tiny gradient", Numbers, x => 1e-30 * x * x, x => 2e-30 * x),
        GradientCase.Each("huge gradient", Numbers, x => 1e30 * x * x, x => 2e30 * x),
        GradientCase.Each("huge arguments", [3e30, -1e30, 2e29], x => x * x / 1e30, x => 2 * x / 1e30),
        GradientCase.Each("tiny arguments", [3e-30, -1e-30, 2e-31], x => x * 1e30 * (x * 1e30), x => 2e60 * x),
        GradientCase.Each("arguments of all sizes", [3e-9, 1, 2e9, -5e4], x => x * x, x => 2 * x),
        GradientCase.Each("saturated logistic 20", [20, -20], Logistic, LogisticSlope),
        GradientCase.Each("saturated logistic 36", [36, -36], Logistic, LogisticSlope),
        GradientCase.Each("saturated logistic 50", [50, -50, 0.1], Logistic, LogisticSlope),
        GradientCase.Each("saturated tanh 10", [10, -10], Math.Tanh, TanhSlope),
        GradientCase.Each("saturated tanh 18", [18, 0.3], Math.Tanh, TanhSlope),
        GradientCase.Each("saturated tanh 30", [30, 0.3], Math.Tanh, TanhSlope),
        GradientCase.Each("cancellation", Numbers, x => x + 1e8 - 1e8, _ => 1),
        GradientCase.Each("heavy cancellation", Numbers, x => (x + 1e12 - 1e12) * 3, _ => 3),
        GradientCase.Each("large offset", Numbers, x => 1e10 + x * x, x => 2 * x),
        GradientCase.Each("kink of the absolute value, 0", [0, 1.5], Math.Abs, x => Math.Sign(x)),
        GradientCase.Each("kink of the absolute value, 1", [0, 1.5], Math.Abs, x => x >= 0 ? 1 : -1),
        GradientCase.Each("kink of the rectifier, 0", [0, 1.5, -2], x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
        GradientCase.Each("kink of the rectifier, 1", [0, 1.5, -2], x => Math.Max(x, 0), x => x >= 0 ? 1 : 0),
        GradientCase.Each("near a kink", [1e-12, -1e-9, 1e-6, 1.5], x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
        GradientCase.Each("leaky rectifier", [0, 1e-7, -1e-7, 2], x => x > 0 ? x : 0.01 * x, x => x > 0 ? 1 : 0.01),
        GradientCase.Each("clamp at its bound", [1, -1, 0.5, 3], x => Math.Clamp(x, -1, 1), x => x is >= -1 and <= 1 ? 1 : 0),
        GradientCase.Of("tie in a maximum", [2, 2, 1], x => Math.Max(x[0], Math.Max(x[1], x[2])), (_, d, g) => g[0] += d),
        GradientCase.Each("steps", [0.5, 1.5, 2.2], x => Math.Floor(x), _ => 0),
        GradientCase.EachSingle("single: squares", [0.7f, -1.3f, 2.1f], x => x * x, x => 2 * x),
        GradientCase.EachSingle("single: tanh", [0.7f, -1.3f, 4.1f], MathF.Tanh, x => (float)TanhSlope(x)),
        GradientCase.EachSingle("single: exponential", [12.5f, -3f, 0.1f], MathF.Exp, MathF.Exp),
        GradientCase.EachSingle("single: large offset", [0.7f, -1.3f], x => 1e4f + x, _ => 1),
        GradientCase.EachSingle("single: many terms", [.. Enumerable.Range(0, 500).Select(i => MathF.Sin(i))], x => x * x * x, x => 3 * x * x),
        GradientCase.EachSingle("single: tiny", [1e-20f, 3e-20f], x => x * 1e20f * (x * 1e20f), x => 2e20f * (x * 1e20f)),
        GradientCase.Of("long recurrence", [0.9, 0.1, 0.3], x => Recurrence(x, 1000, null, 0), (x, d, g) => Recurrence(x, 1000, g, d)),
        GradientCase.Of("long training", [0.02, 0.5, 0.2], Training, (x, d, g) => TrainingBackward(x, d, g)),
        GradientCase.Each("constant", Numbers, _ => 3, _ => 0),
        GradientCase.Of("unused entries", [1, 2, 3], x => x[1] * x[1], (x, d, g) => g[1] += 2 * d * x[1]),
        GradientCase.Each("high power", [1.1, -0.9, 2.5], x => Math.Pow(x, 20), x => 20 * Math.Pow(x, 19)),
        GradientCase.Each("fast oscillation", [0.3, 1.7], x => Math.Sin(1e6 * x), x => 1e6 * Math.Cos(1e6 * x)),
        GradientCase.Each("narrow peak", [1e-3, 2e-2, 5], x => Math.Exp(-1e4 * x * x), x => -2e4 * x * Math.Exp(-1e4 * x * x)),
        GradientCase.Each("root near 0", [1e-12, 4e-10, 2], Math.Sqrt, x => 0.5 / Math.Sqrt(x)),
        GradientCase.Each("reciprocal near 0", [1e-6, -1e-7, 3], x => 1 / x, x => -1 / (x * x)),
        GradientCase.Each("logarithm near 0", [1e-9, 1e-300, 3], Math.Log, x => 1 / x),
        GradientCase.Each("flat minimum", [1, 1.001], x => Math.Pow(x - 1, 4), x => 4 * Math.Pow(x - 1, 3)),
        GradientCase.Of("saddle", [0, 0], x => x[0] * x[0] - x[1] * x[1], (x, d, g) => (g[0], g[1]) = (g[0] + 2 * d * x[0], g[1] - 2 * d * x[1])),
        GradientCase.Of("softmax with one that dominates", [0, 40, -3, 2], LogSoftmax, LogSoftmaxBackward),
        GradientCase.Of("product of many", [.. Enumerable.Range(1, 60).Select(i => 1 + Math.Sin(i) / 3)], Product, ProductBackward),
        GradientCase.Of("sum of many", [.. Enumerable.Range(1, 20_000).Select(i => Math.Sin(i))], x => x.Sum(v => v * v), (x, d, g) => { for (int i = 0; i < x.Length; i++) g[i] += 2 * d * x[i]; }),
        GradientCase.Of("gradient with cancellation", [0.3, 0.7], x => (1e10 * x[0] - 1e10 * x[0]) + x[0] * x[1], (x, d, g) =>
        {
            g[0] += 1e10 * d;
            g[0] -= 1e10 * d;
            g[0] += d * x[1];
            g[1] += d * x[0];
        }),
        InPlace,
        OverwrittenState,
        Pair,
    ];

    /// <summary>x ← tanh(a x + b), n times.</summary>
    private static double Recurrence(double[] p, int n, double[]? gradient, double d)
    {
        var states = new double[n + 1];
        states[0] = p[2];
        for (int t = 0; t < n; t++)
            states[t + 1] = Math.Tanh(p[0] * states[t] + p[1]);
        for (int t = n - 1; t >= 0 && gradient is not null; t--)
        {
            double dSum = d * (1 - states[t + 1] * states[t + 1]);
            gradient[0] += dSum * states[t];
            gradient[1] += dSum;
            d = dSum * p[0];
        }
        if (gradient is not null)
            gradient[2] += d;
        return states[n];
    }

    /// <summary>The loss after 400 steps of descent with a learning rate that is an argument.</summary>
    private static double Training(double[] p)
    {
        double w = p[1];
        for (int t = 0; t < 400; t++)
            w -= p[0] * (Math.Sin(w) + w * p[2]);
        return w * w + p[2];
    }

    private static void TrainingBackward(double[] p, double d, double[] g)
    {
        var ws = new List<double> { p[1] };
        for (int t = 0; t < 400; t++)
            ws.Add(ws[t] - p[0] * (Math.Sin(ws[t]) + ws[t] * p[2]));
        double dW = 2 * ws[400] * d;
        g[2] += d;
        for (int t = 399; t >= 0; t--)
        {
            g[0] -= dW * (Math.Sin(ws[t]) + ws[t] * p[2]);
            g[2] -= dW * p[0] * ws[t];
            dW *= 1 - p[0] * (Math.Cos(ws[t]) + p[2]);
        }
        g[1] += dW;
    }

    private static double LogSoftmax(double[] x)
    {
        double largest = x.Max();
        return x[1] - largest - Math.Log(x.Sum(value => Math.Exp(value - largest)));
    }

    private static void LogSoftmaxBackward(double[] x, double d, double[] g)
    {
        double largest = x.Max();
        double sum = x.Sum(value => Math.Exp(value - largest));
        double others = x.Where((_, i) => i != 1).Sum(value => Math.Exp(value - largest));
        for (int i = 0; i < x.Length; i++)
            g[i] += d * (i == 1 ? others / sum : -Math.Exp(x[i] - largest) / sum);
    }

    private static double Product(double[] x) => x.Aggregate(1.0, (a, b) => a * b);

    private static void ProductBackward(double[] x, double d, double[] g)
    {
        for (int i = 0; i < x.Length; i++)
            g[i] += d * Product(x) / x[i];
    }

    /// <summary>An array that becomes something else, at its own place.</summary>
    private static GradientCase InPlace => new("in place", [], "", check =>
    {
        Argument<double[]> y = check.Argument("y", new[] { 0.4, -1.2, 2.0 }, isWritten: true);
        Argument<double> a = check.Argument("a", 1.5);
        return check.Run(
            () =>
            {
                for (int i = 0; i < y.Value.Length; i++)
                    y.Value[i] = a.Value * y.Value[i] * y.Value[i];
            },
            () =>
            {
                for (int i = 0; i < y.Value.Length; i++)
                {
                    double before = Math.Sqrt(y.Value[i] / a.Value) * Math.Sign(new[] { 0.4, -1.2, 2.0 }[i]);
                    a.Gradient += y.Gradient[i] * before * before;
                    y.Gradient[i] *= 2 * a.Value * before;
                }
            });
    });

    /// <summary>What is overwritten has no part in the result.</summary>
    private static GradientCase OverwrittenState => new("overwritten state", [], "", check =>
    {
        Argument<double[]> h = check.Argument("h", new[] { 3.0, 4.0 }, isWritten: true);
        Argument<double[]> x = check.Argument("x", new[] { 0.5, -0.5 });
        return check.Run(
            () =>
            {
                h.Value[0] = Math.Exp(x.Value[0]);
                h.Value[1] = x.Value[1] * 3;
            },
            () =>
            {
                x.Gradient[0] += h.Gradient[0] * Math.Exp(x.Value[0]);
                x.Gradient[1] += h.Gradient[1] * 3;
                h.Gradient[0] = h.Gradient[1] = 0;
            });
    });

    /// <summary>A pair is returned.</summary>
    private static GradientCase Pair => new("two results", [], "", check =>
    {
        Argument<(double R, double Phi)> p = check.Argument("p", (R: 2.0, Phi: 0.3));
        return check.Run(
            () => (X: p.Value.R * Math.Cos(p.Value.Phi), Y: p.Value.R * Math.Sin(p.Value.Phi)),
            d =>
            {
                p.Gradient.R += d.X * Math.Cos(p.Value.Phi) + d.Y * Math.Sin(p.Value.Phi);
                p.Gradient.Phi += p.Value.R * (d.Y * Math.Cos(p.Value.Phi) - d.X * Math.Sin(p.Value.Phi));
            });
    });
}
