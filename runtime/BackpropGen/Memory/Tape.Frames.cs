using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The frames: how they open, complete and close.
public sealed unsafe partial class Tape
{
    private FrameState[] _frames = [];
    private int _depth;

    /// <summary>Begins a forward pass. Called by generated code.</summary>
    /// <param name="method">The full name of the differentiable method.</param>
    /// <param name="slots">How many numbered entries its record has.</param>
    /// <param name="notes">How many sizes it notes at most, if no other frame is open around it.</param>
    /// <returns>The frame, to be completed and disposed of.</returns>
    /// <exception cref="InvalidOperationException">The tape is in use by another thread.</exception>
    /// <exception cref="ObjectDisposedException">The tape is disposed.</exception>
    public TapeFrame BeginForward(string method, int slots, int notes = 0) => new(OpenRecording(FrameKind.Forward, slots, notes), method);

    /// <summary>Begins a value-and-gradient pass, which leaves nothing on the tape. Called by generated code.</summary>
    /// <inheritdoc cref="BeginForward(string, int, int)"/>
    public TapeFrame BeginGradient(string method, int slots) => new(OpenRecording(FrameKind.Gradient, slots, 0), method);

    /// <summary>Begins a backward pass: takes the record on top of the tape. Called by generated code.</summary>
    /// <param name="method">The full name of the differentiable method.</param>
    /// <returns>The frame, to be completed and disposed of.</returns>
    /// <exception cref="InvalidOperationException">
    /// The record on top is not of that method, or there is none, or the tape is in use by another thread. Nothing has changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The tape is disposed.</exception>
    public TapeFrame BeginBackward(string method)
    {
        if (!IsMine)
            ThrowNoRecordHere(method);

        TapeRecord* record = TopRecord(method);
        int depth = _depth;
        FrameState state = NextFrame(depth);
        state.Open(FrameKind.Backward, record, record->Slots, Memory.PositionOf((byte*)record));
        state.WritableSlots = 0;
        state.MayAppend = false;
        state.NoteLimit = record->Notes;
        state.Top = Memory.Top;
        state.ScratchStart = ScratchMemory.Top;
        state.BytesAtBegin = RecordedBytes;
        state.Floor = record->Before;
        int count = _recordCount - 1;
        state.RecordsAtBegin = count;
        state.FewestRecords = count;

        _top = record->Last;
        _recordCount = count;
        _depth = depth + 1;
        return new TapeFrame(state, method);
    }

    internal void Complete(FrameState state, string method)
    {
        if (_depth != state.Depth + 1)
            ThrowNotInnermost(method);

        if (state.Completed || state.Kind == FrameKind.Gradient)
            return;

        if (state.Kind == FrameKind.Forward)
        {
            AddRecord(state, method);
            state.WritableSlots = 0;
            state.MayAppend = false;
        }
        else
        {
            Release(state.Record, state.RecordsAtBegin, state.BytesAtBegin, state.Depth);
        }

        state.Completed = true;
    }

    internal void Close(FrameState state, string method)
    {
        if (_depth <= state.Depth)
            return;

        if (!state.Completed)
            Abandon(state);

        ScratchMemory.Reset(state.ScratchStart);

        _depth = state.Depth;
        if (_depth == 0 && _recordCount == 0)
            ReleaseOwnership();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FrameState OpenRecording(FrameKind kind, int slots, int notes)
    {
        if ((slots | notes) < 0)
            ThrowNegative(slots, notes);
        if (!IsMine)
            AcquireOwnership();

        int depth = _depth;
        FrameState state = NextFrame(depth);
        state.Top = Memory.Top;
        state.ScratchStart = ScratchMemory.Top;
        state.BytesAtBegin = RecordedBytes;
        state.NoteLimit = depth == 0 ? notes : 0;

        TapeRecord* record = (TapeRecord*)Memory.Allocate(TapeRecord.BytesOf(slots, state.NoteLimit));
        record->SlotsAndMark = slots;
        state.Open(kind, record, slots, Memory.PositionOfNewest((byte*)record));
        // A slot that a branch leaves unwritten must read as empty, not as what lay there before.
        for (int slot = 0; slot < slots; slot++)
            state.Slots[slot] = TapeRecord.Unwritten;

        state.Scratch = 0;
        state.WritableSlots = slots;
        state.MayAppend = true;
        state.Floor = _top;
        state.RecordsAtBegin = _recordCount;
        _depth = depth + 1;
        return state;
    }

    private void Abandon(FrameState state)
    {
        if (state.Kind != FrameKind.Backward)
        {
            Memory.Reset(state.Top);
            RecordedBytes = state.BytesAtBegin;
            _recordCount = state.RecordsAtBegin;
            _top = state.Floor;
        }
        else if (state.FewestRecords == state.RecordsAtBegin)
        {
            PutBack(state);
        }
        else
        {
            Release(state.Record, state.RecordsAtBegin, state.BytesAtBegin, state.Depth);
        }
    }

    [DoesNotReturn]
    private static void ThrowNegative(int slots, int notes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        ArgumentOutOfRangeException.ThrowIfNegative(notes);
        throw new InvalidOperationException();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FrameState NextFrame(int depth)
    {
        FrameState[] frames = _frames;
        return (uint)depth < (uint)frames.Length ? frames[depth] : GrowFrames(depth);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FrameState GrowFrames(int depth)
    {
        FrameState[] frames = new FrameState[Math.Max(4, 2 * depth)];
        _frames.CopyTo(frames, 0);
        for (int i = _frames.Length; i < frames.Length; i++)
            frames[i] = new FrameState(this, i);

        _frames = frames;
        return frames[depth];
    }
}
