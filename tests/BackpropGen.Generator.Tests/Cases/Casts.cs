namespace Cases;

public static partial class Conversions
{
    [Differentiable]
    public static double Mixed(float x, double y, int n)
    {
        double wide = x * n;
        float narrow = (float)(wide * y);
        return narrow * y + n / 2 + (int)y;
    }
}
