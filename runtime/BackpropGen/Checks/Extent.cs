namespace BackpropGen;

/// <summary>The memory of one argument. Generated code only makes room for these: <c>stackalloc Extent[5]</c>.</summary>
public readonly struct Extent
{
    internal readonly nuint Start;
    internal readonly nuint End;

    /// <summary>The argument's position among the names.</summary>
    internal readonly int Argument;

    internal readonly bool IsWritten;

    internal Extent(nuint start, nuint bytes, int argument, bool isWritten)
    {
        Start = start;
        End = start + bytes;
        Argument = argument;
        IsWritten = isWritten;
    }
}
