using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>Stands in front of the elements of an allocation on the tape.</summary>
internal unsafe struct Segment
{
    /// <summary>In elements, not bytes: who reads it knows the type.</summary>
    internal int Length;

    /// <summary>What an appended one is found by: its distance from the record, in units of 8 bytes. Otherwise 0.</summary>
    internal int Handle;

    /// <summary>The bytes that an allocation takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long BytesOf<T>(int length) => (sizeof(Segment) + (long)length * Unsafe.SizeOf<T>() + 7) & ~7L;

    /// <summary>The elements of the allocation that begins at an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Span<T> SpanAt<T>(Segment* segment) => new(segment + 1, segment->Length);
}
