namespace Cases;

public static partial class BubbleSort
{
    [Differentiable]
    public static void Sort(Span<double> x)
    {
        bool swapped = true;
        while (swapped)
        {
            swapped = false;
            for (int i = 0; i + 1 < x.Length; i++)
            {
                if (x[i] > x[i + 1])
                {
                    double larger = x[i];
                    x[i] = x[i + 1];
                    x[i + 1] = larger;
                    swapped = true;
                }
            }
        }
    }
}
