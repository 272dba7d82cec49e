namespace Corpus;

/// <summary>Recursive methods of integers alone, which are called as they are.</summary>
public static partial class IntegerRecursion
{
    private static int Factorial(int k) => k <= 1 ? 1 : k * Factorial(k - 1);

    private static bool IsEven(int k) => k == 0 || IsOdd(k - 1);

    private static bool IsOdd(int k) => k != 0 && IsEven(k - 1);

    private static long Power(long of, int exponent)
    {
        if (exponent == 0)
            return 1;
        long half = Power(of, exponent / 2);
        return exponent % 2 == 0 ? half * half : half * half * of;
    }

    private static int Counted(int k, int by = 2)
    {
        int sum = 0;
        for (int i = 1; i < k; i += by)
            sum += Math.Max(Counted(i, by: by), 1);
        return sum switch { > 9 => 9, var s => s + 1 };
    }

    // size n: 1
    [Differentiable]
    public static double Scaled(double x, int k) => x * x * Factorial(k + 1);

    // size n: 0, 1, 4
    [Differentiable]
    public static double Chosen(ReadOnlySpan<double> a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++)
        {
            if (IsEven(i))
                r *= a[i] / Factorial(by(i));
            else
                r += Power(2, i) * a[Factorial(i) % a.Length] * r;
        }
        return r;

        static int by(int i) => i + 1;
    }

    // size n: 1
    [Differentiable]
    public static double InLoops(double x, int k)
    {
        double r = x;
        for (int i = 0; i < Factorial(3) - 2; i++)
        {
            int c = Counted(k + i) + Counted(by: 1, k: i);
            while (IsOdd(c))
                c = c / 2;
            r = Math.Sin(r * x + c);
        }
        return r;
    }
}
