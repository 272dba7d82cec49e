using System.Runtime.CompilerServices;

namespace BackpropGen;

internal enum FrameKind
{
    Forward,
    Backward,
    Gradient,
}

/// <summary>
/// The state of one open frame. The tape keeps one such object for each depth of nesting and uses it again.
/// </summary>
internal sealed class FrameState(Tape tape, int depth)
{
    internal readonly Tape Tape = tape;

    // The tape's own, one step closer.
    internal readonly BlockStack Memory = tape.Memory;
    internal readonly BlockStack ScratchMemory = tape.ScratchMemory;

    /// <summary>How many frames are open around this one.</summary>
    internal readonly int Depth = depth;

    internal FrameKind Kind;
    internal bool Completed;

    /// <summary>The record that the frame is making, or that it took.</summary>
    internal TapeRecord Record;

    /// <summary>In a backward frame, the top of the record stack when it began.</summary>
    internal Mark Top;

    /// <summary>The scratch stack where the frame began.</summary>
    internal Mark ScratchStart;

    /// <summary>As <see cref="Top"/>, for the directory.</summary>
    internal int DirectoryTop;

    /// <summary>How many slots may be written: none in a backward frame and none once completed.</summary>
    internal int WritableSlots;

    internal bool MayAppend;

    /// <summary>The next note that a backward frame compares.</summary>
    internal int NoteCursor;

    internal long BytesAtBegin;

    /// <summary>In a backward frame: where the record it took stood.</summary>
    internal int TakenIndex;

    /// <summary>In a backward frame: the fewest records left since it took its own; fewer than before means that nested ones are spent.</summary>
    internal int FewestRecords;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe Segment Allocate<T>(long count)
    {
        if ((ulong)count > int.MaxValue)
            count = Tape.ClampCount(count);

        long bytes = (count * Unsafe.SizeOf<T>() + 7) & ~7L;
        return new Segment(Memory.Allocate(bytes), (int)count);
    }
}
