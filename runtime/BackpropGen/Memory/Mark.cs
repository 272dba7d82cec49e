namespace BackpropGen;

/// <summary>A position in a <see cref="BlockStack"/>: everything before it was allocated earlier.</summary>
internal readonly unsafe struct Mark(int block, byte* top)
{
    /// <summary>The index of the block, or -1 before the first block exists.</summary>
    internal readonly int Block = block;

    internal readonly byte* Top = top;

    internal bool IsAbove(Mark other) => Block > other.Block || (Block == other.Block && Top > other.Top);
}
