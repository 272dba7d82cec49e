using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BackpropGen;

/// <summary>
/// Checks that no buffer which a call writes shares memory with another of its arguments. Buffers that are only read may share memory.
/// </summary>
/// <example>
/// <code>
/// new Overlap(stackalloc Extent[3]).Read&lt;double&gt;(w).Read&lt;double&gt;(x).Write&lt;double&gt;(dW).Check("w, x, dW");
/// </code>
/// </example>
/// <remarks>
/// The addresses of managed arrays are compared as they were when <see cref="Read{T}"/> and <see cref="Write{T}"/> saw them. If the garbage
/// collector ran in between, they no longer belong together, and a finding among them is dropped rather than reported wrongly.
/// </remarks>
public ref partial struct Overlap
{
    private const int MostInserted = 32;

    [ThreadStatic]
    private static Extent[]? t_room;

    private readonly Span<Extent> _extents;
    private readonly int _collections;
    private int _count;
    private int _arguments;

    /// <summary>Begins a check.</summary>
    /// <param name="extents">Room for as many arguments as there are.</param>
    public Overlap(Span<Extent> extents)
    {
        _extents = extents;
        _collections = GC.CollectionCount(0);
    }

    /// <summary>Adds a buffer that is only read.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="span">The buffer.</param>
    /// <returns>The check, with the buffer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Overlap Read<T>(scoped ReadOnlySpan<T> span) => With(span, isWritten: false);

    /// <summary>Adds a buffer that is written.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="span">The buffer.</param>
    /// <returns>The check, with the buffer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Overlap Write<T>(scoped ReadOnlySpan<T> span) => With(span, isWritten: true);

    /// <summary>Adds a variable that is only read.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="scalar">The variable.</param>
    /// <returns>The check, with the variable.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Overlap ReadScalar<T>(in T scalar) => With(MemoryMarshal.CreateReadOnlySpan(in scalar, 1), isWritten: false);

    /// <summary>Adds a variable that is written.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="scalar">The variable.</param>
    /// <returns>The check, with the variable.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Overlap WriteScalar<T>(ref T scalar) => With(MemoryMarshal.CreateReadOnlySpan(in scalar, 1), isWritten: true);

    /// <summary>Adds a variable that is yet to be assigned; it keeps the value that it has.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="scalar">The variable.</param>
    /// <returns>The check, with the variable.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Overlap OutScalar<T>(out T scalar)
    {
        Unsafe.SkipInit(out scalar);
        return With(MemoryMarshal.CreateReadOnlySpan(in scalar, 1), isWritten: true);
    }

    /// <summary>Adds the rows of an array of arrays that are only read.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The array.</param>
    /// <returns>The check, with the rows.</returns>
    public readonly Overlap ReadRows<T>(T[][] rows) => WithRows(rows, isWritten: false);

    /// <summary>Adds the rows of an array of arrays that are written: no two of them may be the same array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The array.</param>
    /// <returns>The check, with the rows.</returns>
    public readonly Overlap WriteRows<T>(T[][] rows) => WithRows(rows, isWritten: true);

    /// <summary>Room for a number of arguments that is not known beforehand. A thread has it once, and it grows with the largest check.</summary>
    /// <param name="count">How many there are; the next check on this thread overwrites them.</param>
    /// <returns>The room.</returns>
    public static Span<Extent> Room(int count)
    {
        if (t_room is not { } room || room.Length < count)
            t_room = room = new Extent[Math.Max(count, 2 * (t_room?.Length ?? 0))];
        return room.AsSpan(0, count);
    }

    /// <summary>Checks the buffers that were added.</summary>
    /// <param name="names">Their expressions, separated by commas, in the order they were added.</param>
    /// <exception cref="ArgumentException">
    /// A written buffer shares memory with another one; the exception names the written parameter, of two written ones the later.
    /// </exception>
    public readonly void Check(string names)
    {
        Span<Extent> extents = _extents[.._count];
        SortByStart(extents);

        // In ascending order an extent shares memory with an earlier one exactly if it starts before the furthest end so far.
        int furthestRead = -1;
        int furthestWrite = -1;
        nuint readEnd = 0;
        nuint writeEnd = 0;
        for (int i = 0; i < extents.Length; i++)
        {
            ref readonly Extent extent = ref extents[i];
            if (extent.Start < writeEnd)
            {
                Report(extents[furthestWrite], extent, names);
                return;
            }

            if (extent.IsWritten)
            {
                if (extent.Start < readEnd)
                {
                    Report(extents[furthestRead], extent, names);
                    return;
                }

                writeEnd = extent.End;
                furthestWrite = i;
            }
            else if (extent.End > readEnd)
            {
                readEnd = extent.End;
                furthestRead = i;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly unsafe Overlap With<T>(scoped ReadOnlySpan<T> span, bool isWritten)
    {
        Overlap next = this;
        if (!span.IsEmpty)
        {
            nuint start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
            next._extents[next._count++] = new Extent(start, (nuint)span.Length * (nuint)Unsafe.SizeOf<T>(), _arguments, isWritten);
        }

        next._arguments++;
        return next;
    }

    private readonly Overlap WithRows<T>(T[][] rows, bool isWritten)
    {
        Overlap next = this;
        foreach (T[] row in rows)
        {
            next = next.With((ReadOnlySpan<T>)row, isWritten);
            next._arguments = _arguments;
        }

        next._arguments++;
        return next;
    }

    /// <summary>A few by insertion: arguments mostly come in the order of their addresses, and then this is one pass.</summary>
    private static void SortByStart(Span<Extent> extents)
    {
        if (extents.Length > MostInserted)
        {
            extents.Sort(static (a, b) => a.Start.CompareTo(b.Start));
            return;
        }

        for (int i = 1; i < extents.Length; i++)
        {
            if (extents[i].Start >= extents[i - 1].Start)
                continue;

            Extent moved = extents[i];
            int hole = i;
            do
            {
                extents[hole] = extents[hole - 1];
                hole--;
            }
            while (hole > 0 && extents[hole - 1].Start > moved.Start);
            extents[hole] = moved;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Report(Extent a, Extent b, string names)
    {
        if (GC.CollectionCount(0) != _collections)
            return;

        bool isFirstNamed = a.IsWritten && (!b.IsWritten || a.Argument > b.Argument);
        (Extent written, Extent other) = isFirstNamed ? (a, b) : (b, a);
        string[] list = names.Split(',', StringSplitOptions.TrimEntries);
        ThrowShared(NameOf(written, list), NameOf(other, list));
    }

    private static string NameOf(Extent extent, string[] names) =>
        extent.Argument < names.Length ? names[extent.Argument] : $"argument {extent.Argument + 1}";
}
