namespace BackpropGen.Testing.Tests;

/// <summary>Methods whose gradients are not finite somewhere.</summary>
public static partial class Traced
{
    [Differentiable]
    public static double Powers(ReadOnlySpan<double> x, double p)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += 2 * Math.Pow(x[i], p); // Its slope at 0 is infinite for a power below 1.
        return sum;
    }

    [Differentiable]
    public static double Entropy(ReadOnlySpan<double> p)
    {
        double sum = 0;
        foreach (double one in p)
        {
            double information = Math.Log(one);
            sum -= one * information;
        }
        return sum;
    }

    [Differentiable]
    public static double OfHelper(ReadOnlySpan<double> x, double scale)
    {
        double trace = scale * scale;
        double norm = Length(x);
        return trace / norm;
    }

    [Differentiable]
    public static double Length(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * x[i];
        return Math.Pow(sum, 0.5);
    }

    [Differentiable, Recompute]
    public static double Recomputed(ReadOnlySpan<float> x, double rate)
    {
        double y = rate;
        for (int i = 0; i < x.Length; i++)
            y = Math.Asin(y * x[i]);
        return y;
    }

    [Differentiable]
    public static void InPlace(Span<double> state, double rate)
    {
        for (int i = 0; i < state.Length; i++)
            state[i] = state[i] * rate / (state[i] - 1);
    }

    [Differentiable]
    public static (T Cube, T Root) Roots<T>(T x)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        T cube = x * x * x;
        return (cube, T.Pow(x, T.CreateChecked(0.25)));
    }

    [Differentiable]
    public static double Spread(Point p, Layer layer)
    {
        double ratio = p.X / layer.Bias;
        return ratio * ratio + p.Y;
    }
}
