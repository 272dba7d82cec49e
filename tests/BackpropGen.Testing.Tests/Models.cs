namespace BackpropGen.Testing.Tests;

#pragma warning disable CA1819 // Arrays are what is tried here.

/// <summary>Methods with every kind of parameter and result.</summary>
public static partial class Models
{
    [Differentiable]
    public static void Dense(double[,] w, ReadOnlySpan<double> x, Span<double> y, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
                sum += w[i, j] * x[j];
            y[i] = y[i] * 0.5 + Math.Tanh(sum);
        }
    }

    [Differentiable]
    public static double Rows(double[][] rows, in double scale, ref double state)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
                sum += rows[i][j] * rows[i][j] * (i + 1);
        }
        state = Math.Sin(state) + sum;
        return sum * scale;
    }

    [Differentiable]
    public static void Polar(double radius, double angle, out double x, out double y)
    {
        x = radius * Math.Cos(angle);
        y = radius * Math.Sin(angle);
    }

    [Differentiable]
    public static (double Sum, double Product) Both(double a, double @checked) => (a + @checked, a * @checked);

    [Differentiable]
    public static float Single(ReadOnlySpan<float> w, float check)
    {
        float sum = check;
        for (int i = 0; i < w.Length; i++)
            sum += MathF.Tanh(w[i] * check);
        return sum;
    }

    [Differentiable]
    public static T Generic<T>(ReadOnlySpan<T> w, T options)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < w.Length; i++)
            sum += w[i] * w[i] * options;
        return sum;
    }

    [Differentiable]
    public static double Distance(Point p, in Point q) => Math.Sqrt((p.X - q.X) * (p.X - q.X) + (p.Y - q.Y) * (p.Y - q.Y));

    [Differentiable]
    public static double Area(ReadOnlySpan<Point> corners)
    {
        double sum = 0;
        for (int i = 0; i + 1 < corners.Length; i++)
            sum += corners[i].X * corners[i + 1].Y - corners[i + 1].X * corners[i].Y;
        return sum / 2;
    }

    [Differentiable]
    public static double Loss(Layer layer, ReadOnlySpan<double> x, double target)
    {
        double error = layer.Output(x) - target;
        return error * error;
    }
}

/// <summary>A struct of numbers.</summary>
public struct Point
{
    /// <summary>To the right.</summary>
    public double X;

    /// <summary>Upwards.</summary>
    public double Y;
}

/// <summary>An object with parameters, an own method, and something that is no parameter.</summary>
public sealed partial class Layer(double[] weights, double bias)
{
    /// <summary>Parameters.</summary>
    public double[] W { get; } = weights;

    /// <summary>A parameter.</summary>
    public double Bias { get; set; } = bias;

    /// <summary>Not a parameter.</summary>
    [NoGradient]
    public double Rate { get; set; } = 0.1;

    [Differentiable]
    public double Output(ReadOnlySpan<double> x)
    {
        double sum = Bias;
        for (int i = 0; i < x.Length; i++)
            sum += W[i] * x[i];
        return Math.Tanh(sum);
    }
}
