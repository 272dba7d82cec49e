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

    /// <summary>How many frames are open around this one.</summary>
    internal readonly int Depth = depth;

    internal FrameKind Kind;
    internal bool Completed;

    /// <summary>The record stack where the frame began; in a backward frame, where the record that it took begins.</summary>
    internal Mark Start;

    /// <summary>
    /// The end of what this frame itself needs on the record stack. Nested records may be released below it, for they lie between
    /// the frame's own allocations, but the top must stay above it for as long as the frame is open.
    /// </summary>
    internal Mark Hold;

    /// <summary>Whether the frame has scratch memory to release, back to <see cref="ScratchStart"/>.</summary>
    internal bool UsesScratch;

    internal Mark ScratchStart;

    internal int DirectoryBase;

    /// <summary>As <see cref="Hold"/>, for the directory.</summary>
    internal int DirectoryHold;

    internal int Slots;

    /// <summary>How many slots may be written: none in a backward frame and none once completed.</summary>
    internal int WritableSlots;

    internal bool MayAppend;

    /// <summary>Records below this index are not this frame's to take.</summary>
    internal int RecordBase;

    internal int NoteBase;

    /// <summary>The next note that a backward frame compares.</summary>
    internal int NoteCursor;

    internal long BytesAtBegin;

    /// <summary>In a backward frame: where the record it took stood, and its bytes.</summary>
    internal int TakenIndex;

    internal long TakenBytes;

    /// <summary>In a backward frame: the fewest records left since it took its own; fewer than before means that nested ones are spent.</summary>
    internal int FewestRecords;

    internal unsafe byte* AllocateScratch(long bytes)
    {
        BlockStack scratch = Tape.ScratchMemory;
        if (!UsesScratch)
        {
            UsesScratch = true;
            ScratchStart = scratch.Top;
        }

        return scratch.Allocate(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe Segment Allocate<T>(long count) where T : unmanaged
    {
        if ((ulong)count > int.MaxValue)
            count = Tape.ClampCount(count);

        long bytes = (count * sizeof(T) + 7) & ~7L;
        Tape tape = Tape;
        byte* start = tape.Memory.Allocate(bytes);
        tape.RecordedBytes += bytes;
        Hold = tape.Memory.Top;
        return new Segment(start, (int)count);
    }
}
