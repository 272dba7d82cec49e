namespace BackpropGen.Testing.Arguments;

/// <summary>The indices of an element of an array of any rank, by its position in row-major order.</summary>
internal static class ArrayIndex
{
    public static int[] Of(Array array, int position)
    {
        var index = new int[array.Rank];
        for (int d = array.Rank - 1; d >= 0; d--)
        {
            index[d] = position % array.GetLength(d);
            position /= array.GetLength(d);
        }
        return index;
    }
}
