using System.Runtime.CompilerServices;

namespace BackpropGen;

// The frames: how they open, complete and close.
public sealed partial class Tape
{
    private FrameState[] _frames = [];
    private int _depth;

    /// <summary>Begins a forward pass. Called by generated code.</summary>
    /// <param name="method">The full name of the differentiable method.</param>
    /// <param name="slots">How many numbered entries its record has.</param>
    /// <returns>The frame, to be completed and disposed of.</returns>
    /// <exception cref="InvalidOperationException">The tape is in use by another thread.</exception>
    /// <exception cref="ObjectDisposedException">The tape is disposed.</exception>
    public TapeFrame BeginForward(string method, int slots) => new(OpenRecording(FrameKind.Forward, slots), method);

    /// <summary>Begins a value-and-gradient pass, which leaves nothing on the tape. Called by generated code.</summary>
    /// <inheritdoc cref="BeginForward(string, int)"/>
    public TapeFrame BeginGradient(string method, int slots) => new(OpenRecording(FrameKind.Gradient, slots), method);

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

        int depth = _depth;
        int index = _recordCount - 1;
        if (index < (depth == 0 ? 0 : _frames[depth - 1].Record.RecordBase))
            ThrowOtherRecord(method);

        // Names are literals, so that it is nearly always the same object.
        string recorded = _methods[index];
        if (!ReferenceEquals(recorded, method) && recorded != method)
            ThrowOtherRecord(method);

        FrameState state = NextFrame(depth);
        state.Kind = FrameKind.Backward;
        state.Completed = false;
        state.Record = _records[index];
        state.Top = Memory.Top;
        state.ScratchStart = ScratchMemory.Top;
        state.DirectoryTop = DirectoryCount;
        state.WritableSlots = 0;
        state.MayAppend = false;
        state.NoteCursor = state.Record.NoteBase;
        state.BytesAtBegin = RecordedBytes;
        state.TakenIndex = index;
        state.FewestRecords = index;

        _recordCount = index;
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
            ReleaseTaken(state);
        }

        state.Completed = true;
    }

    internal void Close(FrameState state, string method)
    {
        if (_depth <= state.Depth)
            return;

        if (!state.Completed)
            Abandon(state, method);

        ScratchMemory.Reset(state.ScratchStart);

        _depth = state.Depth;
        if (_depth == 0 && _recordCount == 0)
            ReleaseOwnership();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FrameState OpenRecording(FrameKind kind, int slots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        if (!IsMine)
            AcquireOwnership();

        int depth = _depth;
        FrameState state = NextFrame(depth);
        int directoryBase = DirectoryCount;
        int directoryEnd = directoryBase + slots;
        if (directoryEnd > Directory.Length)
            GrowDirectory(directoryEnd);

        // A slot that a branch leaves unwritten must read as empty, not as what lay there before.
        Directory.AsSpan(directoryBase, slots).Clear();

        state.Kind = kind;
        state.Completed = false;
        state.Record.Start = Memory.Top;
        state.ScratchStart = ScratchMemory.Top;
        state.Record.DirectoryBase = directoryBase;
        state.Record.Slots = slots;
        state.WritableSlots = slots;
        state.MayAppend = true;
        state.Record.RecordBase = _recordCount;
        state.Record.NoteBase = _noteCount;
        state.BytesAtBegin = RecordedBytes;

        DirectoryCount = directoryEnd;
        _depth = depth + 1;
        return state;
    }

    private void Abandon(FrameState state, string method)
    {
        if (state.Kind != FrameKind.Backward)
        {
            Memory.Reset(state.Record.Start);
            DirectoryCount = state.Record.DirectoryBase;
            RecordedBytes = state.BytesAtBegin;
            _recordCount = state.Record.RecordBase;
            _noteCount = state.Record.NoteBase;
        }
        else if (state.FewestRecords == state.TakenIndex)
        {
            PutBack(state, method);
        }
        else
        {
            ReleaseTaken(state);
        }
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
