using System.Globalization;
using System.Runtime.InteropServices;
using BackpropGen.Testing.Numerics;

namespace BackpropGen.Testing.Arguments;

/// <summary>Floating-point numbers under one name: a scalar, or the elements of an array in row-major order.</summary>
internal abstract class Block(string name)
{
    /// <summary>As in the source: <c>p.Wf</c>.</summary>
    public string Name { get; } = name;

    public abstract int Length { get; }

    /// <summary>The number of elements in each dimension; none for a scalar.</summary>
    public virtual IReadOnlyList<int> Shape => [];

    /// <summary>The distance of 1 from the next larger number of its type.</summary>
    public abstract double Epsilon { get; }

    public abstract double this[int index] { get; set; }

    /// <summary>The name of an entry, with its indices: <c>p.Wf[3, 1]</c>.</summary>
    public string NameOf(int index) => Name + IndexOf(index);

    /// <summary>The indices of an entry: <c>[3, 1]</c>; nothing for a scalar.</summary>
    public string IndexOf(int index)
    {
        if (Shape.Count == 0)
            return "";
        var indices = new string[Shape.Count];
        for (int d = Shape.Count - 1; d >= 0; d--)
        {
            indices[d] = (index % Shape[d]).ToString(CultureInfo.InvariantCulture);
            index /= Shape[d];
        }
        return $"[{string.Join(", ", indices)}]";
    }

    public double[] ToArray()
    {
        var values = new double[Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = this[i];
        return values;
    }
}

/// <summary>A number on its own.</summary>
internal sealed class ScalarBlock(string name, Slot slot, bool isSingle) : Block(name)
{
    public override int Length => 1;

    public override double Epsilon => isSingle ? Precision.Single : Precision.Double;

    public override double this[int index]
    {
        get => isSingle ? (float)slot.Get()! : (double)slot.Get()!;
        set => slot.Set(isSingle ? (object)(float)value : value);
    }
}

/// <summary>The elements of an array of any rank.</summary>
internal sealed class ArrayBlock<T>(string name, Array array) : Block(name)
    where T : unmanaged
{
    public override int Length => array.Length;

    public override IReadOnlyList<int> Shape { get; } = [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];

    public override double Epsilon => typeof(T) == typeof(float) ? Precision.Single : Precision.Double;

    public override double this[int index]
    {
        get => typeof(T) == typeof(float) ? (float)(object)Elements[index] : (double)(object)Elements[index];
        set => Elements[index] = typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
    }

    private Span<T> Elements => MemoryMarshal.CreateSpan(
        ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
