using System.Runtime.CompilerServices;

namespace BackpropGen.Tests.Cases;

/// <summary>A value for every leaf of a forward method's parameters: arguments, or gradients.</summary>
public sealed class Values(Array[] leaves)
{
    public Array this[int leaf] => leaves[leaf];

    public int Count => leaves.Length;

    /// <summary>Called by drivers; allocates nothing.</summary>
    public T[] Get<T>(int leaf) => Unsafe.As<T[]>(leaves[leaf]);

    public Values Clone() => new([.. leaves.Select(leaf => (Array)leaf.Clone())]);

    public void CopyTo(Values other)
    {
        for (int i = 0; i < leaves.Length; i++)
            Array.Copy(leaves[i], other[i], leaves[i].Length);
    }

    /// <summary>A floating-point entry.</summary>
    public double Read(int leaf, int index) => leaves[leaf] is float[] singles ? singles[index] : Get<double>(leaf)[index];

    public IEnumerable<double> Entries(int leaf) => Enumerable.Range(0, leaves[leaf].Length).Select(i => Read(leaf, i));

    public void Write(int leaf, int index, double value)
    {
        if (leaves[leaf] is float[] singles)
            singles[index] = (float)value;
        else
            Get<double>(leaf)[index] = value;
    }

    /// <summary>The same numbers, all in double precision: arguments of a case's double twin.</summary>
    public Values Widen() => new([.. leaves.Select(Widen)]);

    private static Array Widen(Array leaf) =>
        leaf is float[] singles ? Array.ConvertAll(singles, single => (double)single) : (Array)leaf.Clone();

    /// <summary>The first leaf and entry whose bits differ, or null. All NaNs are alike.</summary>
    public (int Leaf, int Index)? DifferenceTo(Values other)
    {
        for (int leaf = 0; leaf < leaves.Length; leaf++)
        {
            for (int i = 0; i < leaves[leaf].Length; i++)
            {
                if (!SameBits(leaves[leaf].GetValue(i)!, other[leaf].GetValue(i)!))
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
