namespace BackpropGen;

/// <summary>The state of a <see cref="TapeStack{T}"/>: it lies on the tape itself, so that the backward pass finds it there.</summary>
/// <remarks>
/// The values lie in chunks, each twice as large as the one before it up to a limit. In front of a chunk's values stands the place of the
/// chunk before it: pushes never move a value, and pops find their way back.
/// </remarks>
internal unsafe struct StackHead
{
    /// <summary>Behind the last value.</summary>
    internal byte* Top;

    /// <summary>The first value of the current chunk.</summary>
    internal byte* Start;

    /// <summary>Behind the room of the current chunk.</summary>
    internal byte* End;

    /// <summary>Stands in front of a chunk's values.</summary>
    internal struct Link
    {
        internal byte* Start;
        internal byte* End;
    }
}
