using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// One running Forward, Backward or Gradient on a <see cref="Tape"/>. Opened and closed by generated code.
/// </summary>
/// <remarks>
/// <para>
/// A forward frame records; its <see cref="Complete"/> makes the record, and <see cref="Dispose"/> without it (an exception) leaves the
/// tape as it was. A backward frame reads the record that it took; its <see cref="Complete"/> releases the record, and
/// <see cref="Dispose"/> without it puts the record back if no nested record was spent meanwhile, and drops it otherwise. A gradient
/// frame records and reads; <see cref="Dispose"/> always leaves the tape as it was.
/// </para>
/// <para>
/// Spans stay valid until their frame (or, in a forward frame, the record) is released. A slot or handle must be read as the type it was
/// written as, what was pushed by <see cref="Read{T}(int)"/> and what was saved by <see cref="Load{T}(int)"/>: the tape does not keep types.
/// </para>
/// </remarks>
public readonly unsafe ref struct TapeFrame
{
    private readonly FrameState _state;

    // Here and not in the state: a reference stored on the managed heap costs a write barrier.
    private readonly string _method;

    internal TapeFrame(FrameState state, string method)
    {
        _state = state;
        _method = method;
    }

    /// <summary>Whether no other frame is open around this one on its tape.</summary>
    public bool IsOutermost
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _state.Depth == 0;
    }

    /// <summary>Allocates uninitialised memory on the tape and enters it under a number.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="slot">The number, below the frame's count of slots.</param>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <returns>The memory. It does not move.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is more than a span can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Push<T>(int slot, long count)
    {
        FrameState state = _state;
        if ((uint)slot >= (uint)state.WritableSlots)
            ThrowSlot(slot);

        Segment* segment = state.Allocate<T>(count, out int length);
        state.Slots[slot] = (ulong)segment;
        return new Span<T>(segment + 1, length);
    }

    /// <summary>As <see cref="Push{T}(int, long)"/>, all zero.</summary>
    /// <inheritdoc cref="Push{T}(int, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> PushZeroed<T>(int slot, long count)
    {
        Span<T> span = Push<T>(slot, count);
        span.Clear();
        return span;
    }

    /// <summary>Allocates uninitialised memory on the tape, any number of times: for what a loop records.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <param name="handle">What <see cref="ReadAt{T}(int)"/> finds it by, in this frame and in that of the backward pass.</param>
    /// <returns>The memory. It does not move.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is more than a span can hold.</exception>
    /// <exception cref="InvalidOperationException">The record has become larger than 16 GiB, so that no handle would find the memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Append<T>(long count, out int handle)
    {
        FrameState state = _state;
        if (!state.MayAppend)
            ThrowAppend();

        Segment* segment = state.Allocate<T>(count, out int length);
        handle = state.Enter(segment);
        return new Span<T>(segment + 1, length);
    }

    /// <summary>As <see cref="Append{T}(long, out int)"/>, all zero.</summary>
    /// <inheritdoc cref="Append{T}(long, out int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> AppendZeroed<T>(long count, out int handle)
    {
        Span<T> span = Append<T>(count, out handle);
        span.Clear();
        return span;
    }

    /// <summary>Allocates a row of an array of arrays, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements.</param>
    /// <returns>What <see cref="Row{T}(int)"/> finds it by, in this frame and in that of the backward pass.</returns>
    /// <exception cref="OverflowException"><paramref name="count"/> is negative.</exception>
    public int AppendRow<T>(int count)
    {
        if (count < 0)
            throw new OverflowException($"An array cannot have {count} elements.");
        AppendZeroed<T>(count, out int handle);
        return handle;
    }

    /// <summary>As <see cref="AppendRow{T}(int)"/>, with room for the cotangents of the elements, all zero.</summary>
    /// <inheritdoc cref="AppendRow{T}(int)"/>
    public int AppendActiveRow<T>(int count)
    {
        if (count < 0)
            throw new OverflowException($"An array cannot have {count} elements.");

        FrameState state = _state;
        if (!state.MayAppend)
            ThrowAppend();

        // In one piece, so that the handle of the one leads to the other.
        long bytes = Segment.BytesOf<T>(count);
        Segment* row = (Segment*)state.Memory.Allocate(2 * bytes);
        *row = new Segment { Length = count };
        int handle = state.Enter(row);
        Segment* cotangents = (Segment*)((byte*)row + bytes);
        *cotangents = new Segment { Length = count };
        state.Enter(cotangents);
        Segment.SpanAt<T>(row).Clear();
        Segment.SpanAt<T>(cotangents).Clear();
        return handle;
    }

    /// <summary>A row that <see cref="AppendRow{T}(int)"/> or <see cref="AppendActiveRow{T}(int)"/> allocated.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="handle">The handle that it gave; -1 for a row that is not there.</param>
    /// <returns>The row. It does not move.</returns>
    /// <exception cref="NullReferenceException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Row<T>(int handle)
    {
        if (handle < 0)
            ThrowNoRow();
        return ReadAt<T>(handle);
    }

    /// <summary>The cotangents of a row that <see cref="AppendActiveRow{T}(int)"/> allocated.</summary>
    /// <inheritdoc cref="Row{T}(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> RowCotangents<T>(int handle)
    {
        if (handle < 0)
            ThrowNoRow();
        return CotangentsAt<T>(handle);
    }

    /// <summary>As <see cref="Row{T}(int)"/>, without elements where there is no such row: what a span of an array that is null is.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="handle">The handle of the row; -1 for a row that is not there.</param>
    /// <returns>The row. It does not move.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> RowOrNone<T>(int handle) => handle < 0 ? default : ReadAt<T>(handle);

    /// <summary>The cotangents of a row, none where there is no such row.</summary>
    /// <inheritdoc cref="RowOrNone{T}(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> RowCotangentsOrNone<T>(int handle) => handle < 0 ? default : CotangentsAt<T>(handle);

    /// <summary>Opens a growing stack on the tape and enters it under a number.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="slot">The number, below the frame's count of slots.</param>
    /// <returns>The stack, empty.</returns>
    public TapeStack<T> PushStack<T>(int slot)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            throw new NotSupportedException($"{typeof(T)} has references, and cannot stand on the tape.");
        Span<StackHead> head = PushZeroed<StackHead>(slot, 1);
        return new((StackHead*)Unsafe.AsPointer(ref head[0]), _state);
    }

    /// <summary>The stack that <see cref="PushStack{T}(int)"/> opened under a number, to be popped by the backward pass.</summary>
    /// <typeparam name="T">The type it was opened as.</typeparam>
    /// <param name="slot">The number.</param>
    /// <returns>The stack.</returns>
    public TapeStack<T> ReadStack<T>(int slot)
    {
        Span<StackHead> head = Read<StackHead>(slot);
        return new((StackHead*)Unsafe.AsPointer(ref head[0]), _state);
    }

    /// <summary>What was pushed under a number; empty if nothing was.</summary>
    /// <typeparam name="T">The type it was pushed as.</typeparam>
    /// <param name="slot">The number.</param>
    /// <returns>The memory, which may be written too.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Read<T>(int slot)
    {
        FrameState state = _state;
        if ((uint)slot >= (uint)state.SlotCount)
            ThrowSlot(slot);

        ulong segment = state.Slots[slot];
        return segment == TapeRecord.Unwritten ? default : Segment.SpanAt<T>((Segment*)segment);
    }

    /// <summary>What <see cref="Append{T}(long, out int)"/> allocated.</summary>
    /// <typeparam name="T">The type it was appended as.</typeparam>
    /// <param name="handle">The handle that it gave.</param>
    /// <returns>The memory, which may be written too.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> ReadAt<T>(int handle)
    {
        Segment* segment = _state.At(handle);
        if (segment == null)
            ThrowHandle(handle);

        return Segment.SpanAt<T>(segment);
    }

    /// <summary>Saves one value. Up to 8 bytes it lies in its slot itself.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="slot">The number that <see cref="Load{T}(int)"/> finds it by.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Save<T>(int slot, T value)
    {
        if (!FitsSlot<T>())
        {
            Push<T>(slot, 1)[0] = value;
            return;
        }

        FrameState state = _state;
        if ((uint)slot >= (uint)state.WritableSlots)
            ThrowSlot(slot);

        ulong* place = state.Slots + slot;
        if (Unsafe.SizeOf<T>() < 8)
            *place = 0;
        Unsafe.WriteUnaligned(place, value);
        if (Unsafe.SizeOf<T>() == 8 && *place == TapeRecord.Unwritten)
            state.Record->SlotsAndMark |= TapeRecord.SavesUnwritten;
    }

    /// <summary>The value that was saved under a number.</summary>
    /// <typeparam name="T">The type it was saved as.</typeparam>
    /// <param name="slot">The number.</param>
    /// <returns>The value.</returns>
    /// <exception cref="IndexOutOfRangeException">Nothing was saved under this number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load<T>(int slot)
    {
        if (!FitsSlot<T>())
            return Read<T>(slot)[0];

        FrameState state = _state;
        if ((uint)slot >= (uint)state.SlotCount)
            ThrowSlot(slot);

        ulong* place = state.Slots + slot;
        if (*place == TapeRecord.Unwritten)
            state.RequireSaved(slot);
        return Unsafe.ReadUnaligned<T>(place);
    }

    /// <summary>In an outermost forward frame, sees to it that there is scratch memory for the pass and for the one back over it.</summary>
    /// <param name="bytes">How many bytes they borrow at most.</param>
    public void ClaimScratch(long bytes)
    {
        _state.Scratch = bytes;
        _state.ScratchMemory.Reserve(bytes);
    }

    /// <summary>Opens a scope for scratch memory inside the frame's own.</summary>
    /// <returns>The scope, to be disposed of.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScratchScope OpenScratch() => new(_state.ScratchMemory);

    /// <summary>Uninitialised memory for the time of this frame. It does not count as recorded.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <returns>The memory, released with the frame.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is more than a span can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Scratch<T>(long count)
    {
        if ((ulong)count > int.MaxValue)
            count = Tape.ClampCount(count);

        return new(_state.ScratchMemory.Allocate((count * Unsafe.SizeOf<T>() + 7) & ~7L), (int)count);
    }

    /// <summary>As <see cref="Scratch{T}(long)"/>, all zero.</summary>
    /// <inheritdoc cref="Scratch{T}(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> ScratchZeroed<T>(long count)
    {
        Span<T> span = Scratch<T>(count);
        span.Clear();
        return span;
    }

    /// <summary>
    /// In a forward frame, remembers a length or an integer, which <see cref="CheckSize(int, string)"/> then compares.
    /// </summary>
    /// <param name="size">The length or integer.</param>
    /// <remarks>Of nested frames nothing is remembered or compared: their arguments are the generated caller's affair.</remarks>
    /// <exception cref="InvalidOperationException">These are more sizes than the frame was opened for, or it is not a running forward frame.</exception>
    public void NoteSize(int size)
    {
        if (_state.Depth != 0)
            return;

        if (!_state.MayAppend)
            ThrowAppend();
        if (_state.NoteCount >= _state.NoteLimit)
            ThrowNotes();

        _state.Notes[_state.NoteCount++] = size;
    }

    /// <summary>In a backward frame, compares with what the forward pass noted, in the same order.</summary>
    /// <param name="size">The length or integer.</param>
    /// <param name="parameter">The parameter it belongs to.</param>
    /// <exception cref="ArgumentException">They differ. The record stays on the tape.</exception>
    public void CheckSize(int size, string parameter)
    {
        if (_state.Depth == 0)
            _state.Tape.CheckNote(_state, _method, size, parameter);
    }

    /// <summary>Ends the frame's work: a forward frame makes its record, a backward frame releases the one it took.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Complete() => _state.Tape.Complete(_state, _method);

    /// <summary>Closes the frame. Without <see cref="Complete"/> before it, the frame's work counts as failed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dispose() => _state.Tape.Close(_state, _method);

    /// <summary>The elements of a row stand in front of their cotangents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<T> CotangentsAt<T>(int handle) => ReadAt<T>(handle + (int)(Segment.BytesOf<T>(ReadAt<T>(handle).Length) >> 3));

    /// <summary>What has references throws when it is pushed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool FitsSlot<T>() => Unsafe.SizeOf<T>() <= 8 && !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    [DoesNotReturn]
    private void ThrowSlot(int slot) => throw (_state.WritableSlots == _state.SlotCount || (uint)slot >= (uint)_state.SlotCount
        ? new ArgumentOutOfRangeException(nameof(slot), slot, $"{_method} has {_state.SlotCount} slots on its tape.")
        : new InvalidOperationException($"{_method} records only in its forward pass, and before that is complete."));

    [DoesNotReturn]
    private void ThrowAppend() =>
        throw new InvalidOperationException($"{_method} records only in its forward pass, and before that is complete.");

    [DoesNotReturn]
    private void ThrowNotes() => throw new InvalidOperationException($"{_method} notes more than {_state.NoteLimit} sizes.");

    [DoesNotReturn]
    private static void ThrowNoRow() => throw new NullReferenceException("This row of an array of arrays is not there.");

    [DoesNotReturn]
    private void ThrowHandle(int handle) =>
        throw new ArgumentOutOfRangeException(nameof(handle), handle, $"{_method} has nothing on its tape under this handle.");
}
