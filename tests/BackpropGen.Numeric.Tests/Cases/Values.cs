using System.Runtime.CompilerServices;

namespace BackpropGen.Tests.Cases;

/// <summary>A value for every leaf of a forward method's parameters: arguments, or gradients.</summary>
public sealed class Values(Array[] leaves)
{
    public Array this[int leaf] => leaves[leaf];

    public int Count => leaves.Length;

    /// <summary>Called by drivers; allocates nothing.</summary>
    public T[] Get<T>(int leaf) => Unsafe.As<T[]>(leaves[leaf]);

    /// <summary>An array of several dimensions.</summary>
    public T Grid<T>(int leaf)
        where T : class => Unsafe.As<T>(leaves[leaf]);

    public Values Clone() => new([.. leaves.Select(leaf => (Array)leaf.Clone())]);

    public void CopyTo(Values other)
    {
        for (int i = 0; i < leaves.Length; i++)
            Array.Copy(leaves[i], other[i], leaves[i].Length);
    }

    /// <summary>A floating-point entry.</summary>
    public double Read(int leaf, int index) => leaves[leaf] switch
    {
        double[] doubles => doubles[index],
        float[] singles => singles[index],
        _ => Convert.ToDouble(Element(leaf, index), System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>An entry in row-major order.</summary>
    public object Element(int leaf, int index) => leaves[leaf].GetValue(Position(leaves[leaf], index))!;

    /// <summary>The indices of an entry.</summary>
    public static int[] Position(Array array, int index)
    {
        int[] position = new int[array.Rank];
        for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
            (index, position[dimension]) = dimension == 0 ? (0, index) : Math.DivRem(index, array.GetLength(dimension));
        return position;
    }

    public IEnumerable<double> Entries(int leaf) => Enumerable.Range(0, leaves[leaf].Length).Select(i => Read(leaf, i));

    public void Write(int leaf, int index, double value)
    {
        if (leaves[leaf] is double[] doubles)
        {
            doubles[index] = value;
            return;
        }
        bool isSingle = leaves[leaf].GetType().GetElementType() == typeof(float);
        leaves[leaf].SetValue(isSingle ? (float)value : (object)value, Position(leaves[leaf], index));
    }

    /// <summary>The same numbers, all in double precision: arguments of a case's double twin.</summary>
    public Values Widen() => new([.. leaves.Select(Widen)]);

    private static Array Widen(Array leaf)
    {
        if (leaf is float[] singles)
            return Array.ConvertAll(singles, single => (double)single);
        if (leaf.GetType().GetElementType() != typeof(float))
            return (Array)leaf.Clone();
        Array wide = Array.CreateInstance(typeof(double), Enumerable.Range(0, leaf.Rank).Select(leaf.GetLength).ToArray());
        for (int i = 0; i < leaf.Length; i++)
            wide.SetValue((double)(float)leaf.GetValue(Position(leaf, i))!, Position(wide, i));
        return wide;
    }

    /// <summary>The first leaf and entry whose bits differ, or null. All NaNs are alike.</summary>
    public (int Leaf, int Index)? DifferenceTo(Values other)
    {
        for (int leaf = 0; leaf < leaves.Length; leaf++)
        {
            for (int i = 0; i < leaves[leaf].Length; i++)
            {
                if (!SameBits(Element(leaf, i), other.Element(leaf, i)))
                    return (leaf, i);
            }
        }
        return null;
    }

    public static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static bool SameBits(object a, object b) => (a, b) switch
    {
        (double x, double y) => SameBits(x, y),
        (float x, float y) => SameBits(x, y),
        _ => a.Equals(b),
    };
}
