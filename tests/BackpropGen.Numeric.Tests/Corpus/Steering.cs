namespace Corpus;

public sealed class Steered
{
    public double U;
    public int N;
}

public partial class SteeredModel
{
    public int N;
    public double K;

    // writes: this.N
    // set: this.N = n
    // size n: 0, 2
    [Differentiable]
    public double Step(double x)
    {
        N++;
        for (int i = 0; i < N; i++)
            x = Math.Sin(x * K);
        return x;
    }

    // writes: this.N
    // set: this.N = n
    // size n: 0, 2
    [Differentiable]
    public double Twice(double x)
    {
        N += 1;
        return Step(x) * Step(x * K);
    }
}

// Members of objects that decide what runs, and change: asking for a size of the tape changes nothing.
public static partial class Steering
{
    // writes: k.N
    // set: k.N = n
    // size n: 0, 2
    [Differentiable]
    public static double ByCount(Steered k, double x)
    {
        k.N++;
        for (int i = 0; i < k.N; i++)
            x = Math.Sin(x * x);
        return x;
    }

    // writes: k.U
    [Differentiable]
    public static double ByNumber(Steered k, double x)
    {
        k.U *= x;
        if (k.U > -100)
        {
            for (int i = 0; i < 3; i++)
                x = Math.Sin(x * k.U);
        }
        return x;
    }
}
