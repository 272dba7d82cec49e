using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The completed records: a chain from the top one downwards, all of it on the tape itself.
public sealed unsafe partial class Tape
{
    private readonly MethodNames _methods = new();

    /// <summary>The record on top; null where there is none.</summary>
    private TapeRecord* _top;

    private int _recordCount;

    private readonly ScratchClaims _claims = new();

    /// <summary>Drops the record on top of the tape, as its Backward would release it, without computing anything.</summary>
    /// <param name="method">The full name of the differentiable method that recorded it.</param>
    /// <remarks>
    /// In a running pass it drops the top one of the records that the methods called by it have made: where their cotangent is zero, the pass
    /// drops them instead of running their Backward.
    /// </remarks>
    /// <exception cref="InvalidOperationException">
    /// The record on top is not of that method, or there is none, or the tape is in use by another thread. Nothing has changed.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The tape is disposed.</exception>
    public void Drop(string method)
    {
        if (!IsMine)
            ThrowNoRecordHere(method);

        Release(TopRecord(method), _recordCount - 1, RecordedBytes, _depth);
        if (_depth == 0 && _recordCount == 0)
            ReleaseOwnership();
    }

    internal void CheckNote(FrameState state, string method, int size, string parameter)
    {
        if (state.Kind != FrameKind.Backward || state.NoteCount >= state.NoteLimit)
            ThrowNotNoted(method, parameter);

        int noted = state.Notes[state.NoteCount];
        if (noted != size)
            ThrowSizeChanged(method, noted, size, parameter);

        state.NoteCount++;
    }

    /// <summary>The record that a backward pass of a method may take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TapeRecord* TopRecord(string method)
    {
        int depth = _depth;
        TapeRecord* record = _top;
        if (record == (depth == 0 ? null : _frames[depth - 1].Floor))
            ThrowOtherRecord(method);

        // Names are literals, so that it is nearly always the same object.
        string recorded = _methods[record->Method];
        if (!ReferenceEquals(recorded, method) && recorded != method)
            ThrowOtherRecord(method);

        return record;
    }

    private void AddRecord(FrameState state, string method)
    {
        TapeRecord* record = state.Record;
        record->Before = state.Floor;
        record->Last = _top;
        record->End = Memory.TopPosition;
        record->Bytes = RecordedBytes - state.BytesAtBegin;
        record->Notes = state.NoteCount;
        record->Method = _methods.NumberOf(method);
        record->Nested = _recordCount - state.RecordsAtBegin;
        _top = record;
        _recordCount++;
        if (state.Scratch > 0)
            _claims.Add(record, state.Scratch);
    }

    /// <summary>Releases a record, and what is left of its nested ones.</summary>
    /// <param name="record">The record.</param>
    /// <param name="count">How many records there were without it, its nested ones included.</param>
    /// <param name="bytes">The bytes in use, its own and all those of its nested ones included.</param>
    /// <param name="depth">How many frames are open around its own.</param>
    private void Release(TapeRecord* record, int count, long bytes, int depth)
    {
        _recordCount = count - record->Nested;
        _top = record->Before;
        RecordedBytes = bytes - record->Bytes;
        if (depth == 0)
        {
            _claims.Remove(record);
            Memory.Reset((byte*)record);
            return;
        }

        // What the frame around this one recorded after the nested record lies above it and is still needed.
        FrameState outer = _frames[depth - 1];
        if (Memory.TopPosition <= record->End)
            Memory.Reset((byte*)record);
        outer.FewestRecords = Math.Min(outer.FewestRecords, _recordCount);
    }

    /// <summary>Undoes the taking. Nothing that the frame did lies below the top that it found.</summary>
    private void PutBack(FrameState state)
    {
        Memory.Reset(state.Top);
        RecordedBytes = state.BytesAtBegin;
        _top = state.Record;
        _recordCount = state.RecordsAtBegin + 1;
    }

    [DoesNotReturn]
    private void ThrowNoRecordHere(string method)
    {
        if (Volatile.Read(ref _owner) != Nobody)
            ThrowNotMine();

        throw new InvalidOperationException($"The tape is empty: it holds no record of {method}. {CallForwardFirst}");
    }

    [DoesNotReturn]
    private void ThrowOtherRecord(string method)
    {
        TapeRecord* floor = _depth == 0 ? null : _frames[_depth - 1].Floor;
        throw new InvalidOperationException(
            _recordCount == 0 ? $"The tape is empty: it holds no record of {method}. {CallForwardFirst}"
            : _top == floor ? $"The running pass has no further record on the tape: none of {method}. {CallForwardFirst}"
            : $"On top of the tape is the record of {_methods[_top->Method]}, not of {method}. Backwards run in the reverse order of their Forwards.");
    }

    private const string CallForwardFirst = "Each Backward needs a Forward before it, on the same tape.";

    [DoesNotReturn]
    internal static void ThrowTooFar(long distance) => throw new InvalidOperationException(
        $"The loops and the arrays of arrays of one record reach {8 * distance} bytes far, and numbers find them up to {8L * int.MaxValue}.");

    [DoesNotReturn]
    internal static void ThrowNotSaved(int slot) =>
        throw new IndexOutOfRangeException($"Nothing was saved under number {slot}.");

    [DoesNotReturn]
    private static void ThrowNotInnermost(string method) =>
        throw new InvalidOperationException($"{method} cannot be completed: it has ended, or a pass that it called is still running.");

    [DoesNotReturn]
    private static void ThrowNotNoted(string method, string parameter) =>
        throw new InvalidOperationException($"The forward pass of {method} noted no size for '{parameter}'.");

    [DoesNotReturn]
    private static void ThrowSizeChanged(string method, int noted, int size, string parameter) => throw new ArgumentException(
        $"The length or value that belongs to '{parameter}' was {noted} in the forward pass of {method} and is {size} in its backward pass.",
        ParameterName.Of(parameter));
}
