using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The completed records, and the lists they own ranges of: the directory of allocations, and the noted sizes.
public sealed partial class Tape
{
    internal Segment[] Directory = [];
    internal int DirectoryCount;

    private TapeRecord[] _records = [];

    /// <summary>The methods of the records; apart, so that a record is copied as plain bytes.</summary>
    private string[] _methods = [];
    private int _recordCount;

    private int[] _notes = [];
    private int _noteCount;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void GrowDirectory(int count) => Array.Resize(ref Directory, Math.Max(Math.Max(32, count), 2 * Directory.Length));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowRecords()
    {
        int length = Math.Max(8, 2 * _recordCount);
        Array.Resize(ref _records, length);
        Array.Resize(ref _methods, length);
    }

    internal void AddNote(int size)
    {
        if (_noteCount == _notes.Length)
            Array.Resize(ref _notes, Math.Max(16, 2 * _noteCount));

        _notes[_noteCount++] = size;
    }

    internal void CheckNote(FrameState state, string method, int size, string parameter)
    {
        if (state.Kind != FrameKind.Backward || state.NoteCursor >= _noteCount)
            ThrowNotNoted(method, parameter);

        int noted = _notes[state.NoteCursor];
        if (noted != size)
            ThrowSizeChanged(method, noted, size, parameter);

        state.NoteCursor++;
    }

    private void AddRecord(FrameState state, string method)
    {
        if (_recordCount == _records.Length)
            GrowRecords();

        // In a loop over time the name is there from the last sequence: that spares the write barrier.
        if (!ReferenceEquals(_methods[_recordCount], method))
            _methods[_recordCount] = method;
        state.Record.End = Memory.Top;
        state.Record.DirectoryEnd = DirectoryCount;
        state.Record.Bytes = RecordedBytes - state.BytesAtBegin;
        _records[_recordCount] = state.Record;
        _recordCount++;
    }

    /// <summary>Releases the record that a backward frame took, and what is left of its nested ones.</summary>
    private void ReleaseTaken(FrameState state)
    {
        _recordCount = state.Record.RecordBase;
        RecordedBytes = state.BytesAtBegin - state.Record.Bytes;
        if (state.Depth == 0)
        {
            Memory.Reset(state.Record.Start);
            DirectoryCount = state.Record.DirectoryBase;
            _noteCount = state.Record.NoteBase;
            return;
        }

        // What the frame around this one recorded after the nested record lies above it and is still needed.
        FrameState outer = _frames[state.Depth - 1];
        if (!Memory.Top.IsAbove(state.Record.End))
            Memory.Reset(state.Record.Start);
        if (DirectoryCount <= state.Record.DirectoryEnd)
            DirectoryCount = state.Record.DirectoryBase;
        outer.FewestRecords = Math.Min(outer.FewestRecords, _recordCount);
    }

    /// <summary>Undoes the taking. The entry is written anew, for nested forward passes may have used its place.</summary>
    private void PutBack(FrameState state, string method)
    {
        Memory.Reset(state.Top);
        DirectoryCount = state.DirectoryTop;
        RecordedBytes = state.BytesAtBegin;

        _records[state.TakenIndex] = state.Record;
        _methods[state.TakenIndex] = method;
        _recordCount = state.TakenIndex + 1;
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
        int floor = _depth == 0 ? 0 : _frames[_depth - 1].Record.RecordBase;
        throw new InvalidOperationException(
            _recordCount == 0 ? $"The tape is empty: it holds no record of {method}. {CallForwardFirst}"
            : _recordCount <= floor ? $"The running pass has no further record on the tape: none of {method}. {CallForwardFirst}"
            : $"On top of the tape is the record of {_methods[_recordCount - 1]}, not of {method}. Backwards run in the reverse order of their Forwards.");
    }

    private const string CallForwardFirst = "Each Backward needs a Forward before it, on the same tape.";

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
