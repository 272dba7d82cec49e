using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// Keeps what forward passes record until their backward passes have read it: a stack of unmanaged memory that is used again and again.
/// </summary>
/// <remarks>
/// <para>
/// A tape is a stack: any number of Forwards in a row, then their Backwards in reverse order. It grows when it must, never moves what it
/// handed out, and keeps its memory for the next time: once warm, nothing is allocated, neither on the managed heap nor from the system.
/// Its own books lie in the same memory and are counted with it: on the managed heap there is one small object for each depth of calls within
/// calls, and the names of the methods.
/// </para>
/// <para>
/// A tape that holds records, or on which a call is running, belongs to the thread that began; other threads get an
/// <see cref="InvalidOperationException"/>. An empty, idle tape belongs to nobody.
/// </para>
/// <para>
/// <see cref="Dispose"/> gives the memory back at once; a forgotten tape gives it back when it is finalised.
/// </para>
/// </remarks>
public sealed unsafe partial class Tape : IDisposable
{
    [ThreadStatic]
    private static Tape? s_forCurrentThread;

    internal readonly BlockStack Memory = new();
    internal readonly BlockStack ScratchMemory = new();

    private long RecordedBytes
    {
        get => Memory.Allocated;
        set => Memory.Allocated = value;
    }

    /// <summary>Makes an empty tape, which reserves memory on its first use.</summary>
    public Tape()
    {
    }

    /// <summary>Makes an empty tape and reserves memory for it.</summary>
    /// <param name="bytes">How many recorded bytes are to need no further memory, for instance the sum of the <c>MTapeSize</c> of all Forwards in a row.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    public Tape(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Memory.Reserve(bytes);
    }

    /// <summary>The tape of the current thread: the one that is used where no tape is given.</summary>
    public static Tape ForCurrentThread
    {
        get
        {
            Tape? tape = s_forCurrentThread;
            return tape is null || tape.IsDisposed ? s_forCurrentThread = new Tape() : tape;
        }
    }

    /// <summary>
    /// The bytes that the records take: themselves (<see cref="SizeOfRecord(int, int)"/>), all their allocations (<see cref="SizeOf{T}(long)"/>),
    /// and the scratch memory that going back over them borrows at most, one after the other, where their methods can say how much that is.
    /// </summary>
    public long BytesInUse => RecordedBytes + _claims.Most;

    /// <summary>The bytes of memory that this tape has from the system, used or free, scratch memory included; 0 once disposed.</summary>
    public long BytesReserved => Memory.Reserved + ScratchMemory.Reserved;

    /// <summary>The number of records: Forwards that wait for their Backward, those called by generated code included.</summary>
    public int Count => _recordCount;

    /// <summary>The bytes that one allocation takes on a tape: 8 for its books, and its elements, rounded up to a multiple of 8.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="OverflowException">The bytes are more than a <see cref="long"/> can hold.</exception>
    public static long SizeOf<T>(long count)
    {
        if (count > (long.MaxValue - 16) / Unsafe.SizeOf<T>())
            ThrowTooLarge(count, $"elements of {Unsafe.SizeOf<T>()} bytes");

        return 8 + ((Math.Max(count, 0) * Unsafe.SizeOf<T>() + 7) & ~7L);
    }

    /// <summary>The bytes of scratch memory that a number of elements take, rounded up to a multiple of 8.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="OverflowException">The bytes are more than a <see cref="long"/> can hold.</exception>
    public static long SizeOfScratch<T>(long count) => SizeOf<T>(count) - 8;

    /// <summary>The bytes that a record takes on a tape beside its allocations. A number or truth value that is saved lies in its slot.</summary>
    /// <param name="slots">How many numbered entries it has.</param>
    /// <param name="notes">How many sizes it notes; records of methods that other methods call note none.</param>
    /// <returns>The bytes.</returns>
    public static long SizeOfRecord(int slots, int notes = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        ArgumentOutOfRangeException.ThrowIfNegative(notes);
        return TapeRecord.BytesOf(slots, notes);
    }

    /// <summary>The bytes that a saved value takes on a tape beside its slot: none up to 8 bytes.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <returns>The bytes.</returns>
    public static long SizeOfSaved<T>() => TapeFrame.FitsSlot<T>() ? 0 : SizeOf<T>(1);

    /// <summary>The bytes that the noted sizes of a record take on a tape: so many fewer where the method is called by another one.</summary>
    /// <param name="notes">How many sizes it notes.</param>
    /// <returns>The bytes.</returns>
    public static long SizeOfNotes(int notes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(notes);
        return TapeRecord.BytesOfNotes(notes);
    }

    /// <summary>How many elements a number of loops keep together: the product, which never wraps around.</summary>
    /// <param name="first">A number of elements or of iterations; a negative one counts as 0.</param>
    /// <param name="second">Another one.</param>
    /// <returns>The product.</returns>
    /// <exception cref="OverflowException">It is more than a <see cref="long"/> can hold.</exception>
    public static long Product(long first, long second)
    {
        (first, second) = (Math.Max(first, 0), Math.Max(second, 0));
        long high = Math.BigMul(first, second, out long low);
        return high == low >> 63 ? low : throw new OverflowException($"{first} × {second} is more than a tape can count.");
    }

    /// <summary>The sum of two numbers of bytes, which never wraps around.</summary>
    /// <param name="first">A number of bytes.</param>
    /// <param name="second">Another one.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">It is more than a <see cref="long"/> can hold.</exception>
    public static long Sum(long first, long second)
    {
        long sum = unchecked(first + second);
        return ((first ^ sum) & (second ^ sum)) >= 0 ? sum : throw new OverflowException($"{first} + {second} bytes are more than a tape can count.");
    }

    /// <summary>Reserves memory, so that as many recorded bytes on top of the present ones need no further memory.</summary>
    /// <param name="bytes">How many bytes, for instance the <c>MTapeSize</c> of the next Forward.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The tape is in use by another thread.</exception>
    /// <exception cref="ObjectDisposedException">The tape is disposed.</exception>
    public void Reserve(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        bool acquired = EnterIdle();
        try
        {
            Memory.Reserve(bytes);
        }
        finally
        {
            if (acquired)
                ReleaseOwnership();
        }
    }

    /// <summary>Drops all records and keeps the memory.</summary>
    /// <exception cref="InvalidOperationException">A call is running on the tape, or the tape is in use by another thread.</exception>
    /// <exception cref="ObjectDisposedException">The tape is disposed.</exception>
    public void Clear()
    {
        DropAll();
        ReleaseOwnership();
    }

    /// <summary>Drops all records and gives the memory back to the system. Any later use is an <see cref="ObjectDisposedException"/>.</summary>
    /// <exception cref="InvalidOperationException">A call is running on the tape, or the tape is in use by another thread.</exception>
    public void Dispose()
    {
        if (IsDisposed)
            return;

        // Nobody may slip in between the check and the end: ownership goes over to retirement directly.
        DropAll();
        Retire();
        Memory.Dispose();
        ScratchMemory.Dispose();
    }

    /// <summary>For counts that are not lengths of a span: negative ones become 0, the others are an error.</summary>
    internal static long ClampCount(long count)
    {
        if (count > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"One allocation on a tape holds at most {int.MaxValue} elements.");

        return Math.Max(count, 0);
    }

    private void DropAll()
    {
        EnterIdle();
        if (_depth != 0)
            ThrowFrameOpen();

        Memory.Clear();
        RecordedBytes = 0;
        _recordCount = 0;
        _top = null;
        _claims.Clear();
    }

    [DoesNotReturn]
    private static void ThrowTooLarge(long count, string what) =>
        throw new OverflowException($"{count} {what} are more bytes than a tape can count.");

    [DoesNotReturn]
    private static void ThrowFrameOpen() => throw new InvalidOperationException(
        "A forward or backward pass is running on this tape. Clear or dispose of the tape when it has ended.");
}
