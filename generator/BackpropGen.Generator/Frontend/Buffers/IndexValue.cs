using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>What a local of the type Index stands for: a position, or a distance from the end.</summary>
internal sealed record IndexValue(Expr Position, bool IsFromEnd)
{
    public static readonly IndexValue Start = new(Constant.Int(0), false);
    public static readonly IndexValue End = new(Constant.Int(0), true);

    /// <summary>The position in a buffer.</summary>
    /// <param name="length">How many elements it has.</param>
    public Expr In(Expr length) => !IsFromEnd ? Position : Position is Constant { Value: 0 } ? length : length - Position;
}

/// <summary>What a local of the type Range stands for.</summary>
internal sealed record RangeValue(IndexValue First, IndexValue End);
