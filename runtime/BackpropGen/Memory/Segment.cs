using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>One allocation on the tape, as the directory lists it.</summary>
internal readonly unsafe struct Segment(byte* pointer, int length)
{
    private readonly byte* _pointer = pointer;

    /// <summary>In elements, not bytes: who reads it knows the type.</summary>
    private readonly int _length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<T> AsSpan<T>() => new(_pointer, _length);
}
