using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// The scratch memory of one block of a pass, an iteration of a loop say: what is borrowed while it is open is given back when it is disposed
/// of. Opened and closed by generated code.
/// </summary>
public readonly ref struct ScratchScope
{
    private readonly BlockStack _memory;
    private readonly Mark _start;

    internal ScratchScope(BlockStack memory)
    {
        _memory = memory;
        _start = memory.Top;
    }

    /// <summary>Gives back what was borrowed since the scope was opened. Spans over it must not be used any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose() => _memory.Reset(_start);
}
