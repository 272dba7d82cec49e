namespace Corpus;

// Checks of arguments, which never throw for the inputs here.
public static partial class Guards
{
    // size n: 0, 1, 4
    [Differentiable]
    public static double Checked(double[] x, double scale, int n)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfNegative(n, nameof(n));
        System.Diagnostics.Debug.Assert(n >= 0, "A size.");
        if (double.IsNaN(scale))
            throw new ArgumentException("The scale is not a number.", nameof(scale));
        if (n > 1000 || scale > 100)
            throw new ArgumentOutOfRangeException(nameof(scale), scale, $"{scale} is too much for {n} {{numbers}}.");
        if (scale < -100)
        {
            scale = Math.Sin(scale) * scale;
            scale *= scale * scale;
            throw new ArgumentException($"Too small: {scale}.", nameof(scale));
        }
        double sum = scale;
        for (int i = 0; i < x.Length; i++)
        {
            double square = x[i] * x[i] * sum;
            if (square > 1e9)
            {
                sum = Math.Sin(square) * square;
                sum *= sum;
                scale = sum * scale;
                throw new OverflowException();
            }
            sum += Math.Sin(square);
        }
        return sum * sum;
    }

    // set: kind = seed
    [Differentiable]
    public static double ByKind(double x, double y, int kind)
    {
        double z = kind switch
        {
            1 => x * y,
            2 or 3 => Math.Sin(x) * y,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        z *= y > -100 ? x : throw new InvalidOperationException("y = " + nameof(y));
        switch (kind)
        {
            case 1:
                return z * z;
            case 2:
                z += x;
                break;
            default:
                throw new ArgumentException("An unknown kind.");
        }
        return Inner(z, y) * z;
    }

    private static double Inner(double u, double v)
    {
        if (u > 1e6)
            throw new ArgumentException("Too large.", nameof(u));
        double w = u * v;
        return w * w;
    }
}
