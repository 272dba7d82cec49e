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
internal sealed unsafe class FrameState(Tape tape, int depth)
{
    internal readonly Tape Tape = tape;

    // The tape's own, one step closer.
    internal readonly BlockStack Memory = tape.Memory;
    internal readonly BlockStack ScratchMemory = tape.ScratchMemory;

    /// <summary>How many frames are open around this one.</summary>
    internal readonly int Depth = depth;

    internal FrameKind Kind;
    internal bool Completed;
    internal bool MayAppend;

    /// <summary>The record that the frame is making, or that it took.</summary>
    internal TapeRecord* Record;

    internal ulong* Slots;
    internal int SlotCount;

    /// <summary>How many slots may be written: none in a backward frame and none once completed.</summary>
    internal int WritableSlots;

    /// <summary>The sizes noted so far, in a backward frame those compared.</summary>
    internal int NoteCount;

    /// <summary>How many sizes there are to be noted or compared.</summary>
    internal int NoteLimit;

    /// <summary>The position of the record, from which handles are counted.</summary>
    internal long Position;

    /// <summary>No handle leads to the record itself.</summary>
    internal int FirstHandle;

    /// <summary>The top of the record stack when the frame began.</summary>
    internal Mark Top;

    /// <summary>The scratch stack where the frame began.</summary>
    internal Mark ScratchStart;

    internal long BytesAtBegin;

    /// <summary>The scratch memory that the pass and the one back over it borrow at most.</summary>
    internal long Scratch;

    /// <summary>The top record below those that belong to the frame: it is out of reach.</summary>
    internal TapeRecord* Floor;

    /// <summary>How many records there were without its own: before a recording frame began, or after a backward frame took one.</summary>
    internal int RecordsAtBegin;

    /// <summary>In a backward frame: the fewest records left since it took its own; fewer than before means that nested ones are spent.</summary>
    internal int FewestRecords;

    internal int* Notes => (int*)(Slots + SlotCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Open(FrameKind kind, TapeRecord* record, int slots, long position)
    {
        Kind = kind;
        Completed = false;
        Record = record;
        Slots = (ulong*)(record + 1);
        SlotCount = slots;
        NoteCount = 0;
        Position = position;
        FirstHandle = slots + sizeof(TapeRecord) / 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Segment* Allocate<T>(long count, out int length)
    {
        if ((ulong)count > int.MaxValue)
            count = Tape.ClampCount(count);

        length = (int)count;
        Segment* segment = (Segment*)Memory.Allocate(Segment.BytesOf<T>(length));
        segment->Length = length;
        segment->Handle = 0;
        return segment;
    }

    /// <summary>Makes the newest allocation one that is found by a handle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Enter(Segment* newest)
    {
        long distance = (Memory.PositionOfNewest((byte*)newest) - Position) >> 3;
        if (distance > int.MaxValue)
            Tape.ThrowTooFar(distance);

        return newest->Handle = (int)distance;
    }

    /// <summary>The allocation that a handle leads to; null where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Segment* At(int handle)
    {
        if (handle < FirstHandle)
            return null;

        Segment* segment = (Segment*)Memory.AddressOf(Position + 8L * handle);
        return segment == null || segment->Handle != handle ? null : segment;
    }

    /// <summary>A slot that looks as if nothing had been saved there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void RequireSaved(int slot)
    {
        if ((Record->SlotsAndMark & TapeRecord.SavesUnwritten) == 0)
            Tape.ThrowNotSaved(slot);
    }
}
