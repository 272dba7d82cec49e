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

    /// <summary>In a backward frame, the top of the record stack when it began.</summary>
    internal Mark Top;

    /// <summary>The scratch stack where the frame began.</summary>
    internal Mark ScratchStart;

    internal int DirectoryBase;

    /// <summary>As <see cref="Top"/>, for the directory.</summary>
    internal int DirectoryTop;

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

    /// <summary>In a backward frame: where the record it took ends.</summary>
    internal Mark TakenEnd;

    internal int TakenDirectoryEnd;

    /// <summary>In a backward frame: the fewest records left since it took its own; fewer than before means that nested ones are spent.</summary>
    internal int FewestRecords;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe Segment Allocate<T>(long count) where T : unmanaged
    {
        if ((ulong)count > int.MaxValue)
            count = Tape.ClampCount(count);

        long bytes = (count * sizeof(T) + 7) & ~7L;
        Tape tape = Tape;
        byte* start = tape.Memory.Allocate(bytes);
        tape.RecordedBytes += bytes;
        return new Segment(start, (int)count);
    }
}
