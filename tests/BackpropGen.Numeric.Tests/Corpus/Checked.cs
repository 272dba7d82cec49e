namespace Corpus;

// Overflow that is checked, or not, otherwise than the project does.
public static partial class Checked
{
    [Differentiable]
    public static double Expression(double x)
    {
        int k = checked((int)x + 1);
        return x * k * x;
    }

    // size n: 0, 1, 5
    [Differentiable]
    public static double Statement(ReadOnlySpan<double> x)
    {
        double sum = 1;
        checked
        {
            int at = 0;
            while (at < x.Length)
            {
                sum = sum * x[at] + x[x.Length - 1 - at] * unchecked(at * 3 - 1);
                at += 1;
            }
        }
        return sum * sum;
    }

    // Wraps around inside, in a checked context.
    // size n: 1, 4
    // set: k = 2000000000
    [Differentiable]
    public static double Wrapping(ReadOnlySpan<double> x, int k)
    {
        int at = checked(unchecked(k + k + k) % 7 + 7) % x.Length;
        int negative = unchecked(-(k * 4));
        double sum = 0;
        for (int i = checked(at - at); i < x.Length; i++)
            sum += x[i] * x[at] * (negative > 0 ? 2 : 3) * checked((byte)(i + 1));
        return sum;
    }
}
