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
/// </para>
/// <para>
/// A tape that holds records, or on which a call is running, belongs to the thread that began; other threads get an
/// <see cref="InvalidOperationException"/>. An empty, idle tape belongs to nobody.
/// </para>
/// <para>
/// <see cref="Dispose"/> gives the memory back at once; a forgotten tape gives it back when it is finalised.
/// </para>
/// </remarks>
public sealed partial class Tape : IDisposable
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

    /// <summary>The recorded bytes, each allocation rounded up to a multiple of 8. Scratch memory does not count.</summary>
    public long BytesInUse => RecordedBytes;

    /// <summary>The bytes of memory that this tape has from the system, used or free, scratch memory included; 0 once disposed.</summary>
    public long BytesReserved => Memory.Reserved + ScratchMemory.Reserved;

    /// <summary>The number of records: Forwards that wait for their Backward, those called by generated code included.</summary>
    public int Count => _recordCount;

    /// <summary>The bytes that one allocation takes on a tape: its elements, rounded up to a multiple of 8.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="count">The number of elements; a negative one counts as 0.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="OverflowException">The bytes are more than a <see cref="long"/> can hold.</exception>
    public static unsafe long SizeOf<T>(long count) =>
        count <= 0 ? 0 : checked(count * Unsafe.SizeOf<T>() + 7) & ~7L;

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
        DirectoryCount = 0;
        _noteCount = 0;
    }

    [DoesNotReturn]
    private static void ThrowFrameOpen() => throw new InvalidOperationException(
        "A forward or backward pass is running on this tape. Clear or dispose of the tape when it has ended.");
}
