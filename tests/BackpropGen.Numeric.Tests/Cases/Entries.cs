namespace BackpropGen.Tests.Cases;

/// <summary>The numbers of an array in their order: row by row where it has several dimensions or is an array of arrays.</summary>
internal static class Entries
{
    public static int Count(Array array) => array is Array[] rows ? rows.Sum(row => row.Length) : array.Length;

    public static object Get(Array array, int index)
    {
        (array, index) = Locate(array, index);
        return array.GetValue(Position(array, index))!;
    }

    public static void Set(Array array, int index, object value)
    {
        (array, index) = Locate(array, index);
        array.SetValue(value, Position(array, index));
    }

    public static Array Clone(Array array)
    {
        var clone = (Array)array.Clone();
        if (clone is Array[] rows)
        {
            for (int i = 0; i < rows.Length; i++)
                rows[i] = (Array)rows[i].Clone();
        }
        return clone;
    }

    public static void Copy(Array from, Array to)
    {
        if (from is Array[] rows)
        {
            for (int i = 0; i < rows.Length; i++)
                Array.Copy(rows[i], ((Array[])to)[i], rows[i].Length);
            return;
        }
        Array.Copy(from, to, from.Length);
    }

    /// <summary>The same numbers in double precision.</summary>
    public static Array Widen(Array array)
    {
        if (array is Array[] rows)
            return rows.GetType() == typeof(float[][]) ? rows.Select(row => (double[])Widen(row)).ToArray() : Clone(array);
        if (array.GetType().GetElementType() != typeof(float))
            return (Array)array.Clone();
        Array wide = Array.CreateInstance(typeof(double), [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)]);
        for (int i = 0; i < array.Length; i++)
            Set(wide, i, (double)(float)Get(array, i));
        return wide;
    }

    /// <summary>An array of arrays, each row longer than the one before, or all equally long.</summary>
    public static Array Jagged(Type element, int count, int rows, bool isEven)
    {
        var jagged = (Array[])Array.CreateInstance(element.MakeArrayType(), rows);
        int End(int row) => row == 0 ? 0 : isEven ? count / rows * row : (int)((long)count * row * (row + 1) / ((long)rows * (rows + 1)));
        for (int row = 0; row < rows; row++)
            jagged[row] = Array.CreateInstance(element, End(row + 1) - End(row));
        return jagged;
    }

    private static (Array Array, int Index) Locate(Array array, int index)
    {
        if (array is not Array[] rows)
            return (array, index);
        int row = 0;
        for (; index >= rows[row].Length; row++)
            index -= rows[row].Length;
        return (rows[row], index);
    }

    private static int[] Position(Array array, int index)
    {
        int[] position = new int[array.Rank];
        for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
            (index, position[dimension]) = dimension == 0 ? (0, index) : Math.DivRem(index, array.GetLength(dimension));
        return position;
    }
}
