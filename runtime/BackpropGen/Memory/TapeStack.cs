using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// A growing stack of values on a <see cref="Tape"/>: what a loop with an unknown trip count records. The forward pass pushes, the
/// backward pass pops in the opposite order. Opened by generated code.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>
/// It takes memory of the tape in chunks, the first of 32 values, each twice as large as the one before up to 64 KiB: at most as much again
/// as the values need, and 64 KiB. The memory is released with the record.
/// </remarks>
public readonly unsafe ref struct TapeStack<T>
{
    private const int FewestValues = 32;
    private const long LargestChunk = 64 * 1024;

    private readonly StackHead* _head;
    private readonly FrameState _state;

    internal TapeStack(StackHead* head, FrameState state)
    {
        _head = head;
        _state = state;
    }

    /// <summary>Puts a value on the stack.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        StackHead* head = _head;
        if (head->Top == head->End)
            AddChunk();

        Unsafe.WriteUnaligned(head->Top, value);
        head->Top += Unsafe.SizeOf<T>();
    }

    /// <summary>Takes the last value off the stack.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        StackHead* head = _head;
        if (head->Top == head->Start)
            DropChunk();

        head->Top -= Unsafe.SizeOf<T>();
        return Unsafe.ReadUnaligned<T>(head->Top);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk()
    {
        if (!_state.MayAppend)
            throw new InvalidOperationException("A stack on the tape grows only in the forward pass, and before that is complete.");

        StackHead* head = _head;
        long last = head->End - head->Start;
        long bytes = Math.Max(FewestValues * Unsafe.SizeOf<T>(), Math.Min(2 * last, LargestChunk / Unsafe.SizeOf<T>() * Unsafe.SizeOf<T>()));
        byte* chunk = _state.Memory.Allocate((sizeof(StackHead.Link) + bytes + 7) & ~7L);
        *(StackHead.Link*)chunk = new() { Start = head->Start, End = head->End };
        head->Start = head->Top = chunk + sizeof(StackHead.Link);
        head->End = head->Start + bytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropChunk()
    {
        StackHead* head = _head;
        if (head->Start == null)
            ThrowEmpty();

        StackHead.Link before = ((StackHead.Link*)head->Start)[-1];
        if (before.Start == null)
            ThrowEmpty();

        // Only full chunks have another one behind them.
        head->Start = before.Start;
        head->Top = head->End = before.End;
    }

    [DoesNotReturn]
    private static void ThrowEmpty() => throw new InvalidOperationException("The stack on the tape is empty: a backward pass took more than its forward pass recorded.");
}
