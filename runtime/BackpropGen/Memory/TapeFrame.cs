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
/// written as: the tape does not keep types.
/// </para>
/// </remarks>
public readonly ref struct TapeFrame
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

        Segment segment = state.Allocate<T>(count);
        state.Tape.Directory[state.Record.DirectoryBase + slot] = segment;
        return segment.AsSpan<T>();
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Append<T>(long count, out int handle)
    {
        FrameState state = _state;
        if (!state.MayAppend)
            ThrowAppend();

        Tape tape = state.Tape;
        int index = tape.DirectoryCount;
        if (index >= tape.Directory.Length)
            tape.GrowDirectory(index + 1);

        Segment segment = state.Allocate<T>(count);
        tape.Directory[index] = segment;
        tape.DirectoryCount = index + 1;
        handle = index - state.Record.DirectoryBase;
        return segment.AsSpan<T>();
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
        int handle = AppendRow<T>(count);
        AppendZeroed<T>(count, out _);
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
        return ReadAt<T>(handle + 1);
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
    public Span<T> RowCotangentsOrNone<T>(int handle) => handle < 0 ? default : ReadAt<T>(handle + 1);

    /// <summary>Opens a growing stack on the tape and enters it under a number.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="slot">The number, below the frame's count of slots.</param>
    /// <returns>The stack, empty.</returns>
    public unsafe TapeStack<T> PushStack<T>(int slot)
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
    public unsafe TapeStack<T> ReadStack<T>(int slot)
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
        if ((uint)slot >= (uint)state.Record.Slots)
            ThrowSlot(slot);

        return state.Tape.Directory[state.Record.DirectoryBase + slot].AsSpan<T>();
    }

    /// <summary>What <see cref="Append{T}(long, out int)"/> allocated.</summary>
    /// <typeparam name="T">The type it was appended as.</typeparam>
    /// <param name="handle">The handle that it gave.</param>
    /// <returns>The memory, which may be written too.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> ReadAt<T>(int handle)
    {
        FrameState state = _state;
        Tape tape = state.Tape;
        if ((uint)handle >= (uint)(tape.DirectoryCount - state.Record.DirectoryBase))
            ThrowHandle(handle);

        return tape.Directory[state.Record.DirectoryBase + handle].AsSpan<T>();
    }

    /// <summary>Pushes one value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="slot">The number that <see cref="Load{T}(int)"/> finds it by.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Save<T>(int slot, T value) => Push<T>(slot, 1)[0] = value;

    /// <summary>The value that was saved under a number.</summary>
    /// <typeparam name="T">The type it was saved as.</typeparam>
    /// <param name="slot">The number.</param>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load<T>(int slot) => Read<T>(slot)[0];

    /// <summary>Uninitialised memory for the time of this frame. It does not count as recorded.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <returns>The memory, released with the frame.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is more than a span can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe Span<T> Scratch<T>(long count)
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
    /// In a forward frame, remembers a length or an integer, which <see cref="CheckSize(int, string)"/> then compares. It takes no bytes of the tape.
    /// </summary>
    /// <param name="size">The length or integer.</param>
    /// <remarks>Of nested frames nothing is remembered or compared: their arguments are the generated caller's affair.</remarks>
    public void NoteSize(int size)
    {
        if (_state.Depth != 0)
            return;

        if (!_state.MayAppend)
            ThrowAppend();

        _state.Tape.AddNote(size);
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

    [DoesNotReturn]
    private void ThrowSlot(int slot) => throw (_state.WritableSlots == _state.Record.Slots || (uint)slot >= (uint)_state.Record.Slots
        ? new ArgumentOutOfRangeException(nameof(slot), slot, $"{_method} has {_state.Record.Slots} slots on its tape.")
        : new InvalidOperationException($"{_method} records only in its forward pass, and before that is complete."));

    [DoesNotReturn]
    private void ThrowAppend() =>
        throw new InvalidOperationException($"{_method} records only in its forward pass, and before that is complete.");

    [DoesNotReturn]
    private static void ThrowNoRow() => throw new NullReferenceException("This row of an array of arrays is not there.");

    [DoesNotReturn]
    private void ThrowHandle(int handle) =>
        throw new ArgumentOutOfRangeException(nameof(handle), handle, $"{_method} has nothing on its tape under this handle.");
}
