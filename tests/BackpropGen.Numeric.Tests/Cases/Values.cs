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

    /// <summary>How many numbers a leaf has.</summary>
    public int Length(int leaf) => Cases.Entries.Count(leaves[leaf]);

    public Values Clone() => new([.. leaves.Select(Cases.Entries.Clone)]);

    public void CopyTo(Values other)
    {
        for (int i = 0; i < leaves.Length; i++)
            Cases.Entries.Copy(leaves[i], other[i]);
    }

    /// <summary>A floating-point entry.</summary>
    public double Read(int leaf, int index) => leaves[leaf] switch
    {
        double[] doubles => doubles[index],
        float[] singles => singles[index],
        _ => Convert.ToDouble(Element(leaf, index), System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>An entry in row-major order.</summary>
    public object Element(int leaf, int index) => Cases.Entries.Get(leaves[leaf], index);

    public IEnumerable<double> Entries(int leaf) => Enumerable.Range(0, Length(leaf)).Select(i => Read(leaf, i));

    public void Write(int leaf, int index, double value)
    {
        if (leaves[leaf] is double[] doubles)
        {
            doubles[index] = value;
            return;
        }
        bool isSingle = Element(leaf, index) is float;
        Cases.Entries.Set(leaves[leaf], index, isSingle ? (float)value : (object)value);
    }

    /// <summary>The same numbers, all in double precision: arguments of a case's double twin.</summary>
    public Values Widen() => new([.. leaves.Select(Cases.Entries.Widen)]);

    /// <summary>The first leaf and entry whose bits differ, or null. All NaNs are alike.</summary>
    public (int Leaf, int Index)? DifferenceTo(Values other)
    {
        for (int leaf = 0; leaf < leaves.Length; leaf++)
        {
            for (int i = 0; i < Length(leaf); i++)
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
