using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// The check of a single pair, for each pair of buffer types (see Shape for why).
public ref partial struct Overlap
{
    /// <summary>Checks that a written buffer shares no memory with another one. Empty buffers share none.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="written">The buffer that is written.</param>
    /// <param name="other">The buffer that is read or written.</param>
    /// <param name="writtenName">The expression of <paramref name="written"/>, which the compiler supplies.</param>
    /// <param name="otherName">The expression of <paramref name="other"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">They share memory; the exception names the written parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        ReadOnlySpan<T> written,
        ReadOnlySpan<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "")
    {
        if (written.Overlaps(other))
            ThrowShared(writtenName, otherName);
    }

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        ReadOnlySpan<T> written,
        Span<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint(written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        ReadOnlySpan<T> written,
        T[] other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint(written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        Span<T> written,
        ReadOnlySpan<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint((ReadOnlySpan<T>)written, other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        Span<T> written,
        Span<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint((ReadOnlySpan<T>)written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        Span<T> written,
        T[] other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint((ReadOnlySpan<T>)written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        T[] written,
        ReadOnlySpan<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint((ReadOnlySpan<T>)written, other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        T[] written,
        Span<T> other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint((ReadOnlySpan<T>)written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <inheritdoc cref="Disjoint{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(
        T[] written,
        T[] other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "") =>
        Disjoint((ReadOnlySpan<T>)written, (ReadOnlySpan<T>)other, writtenName, otherName);

    /// <summary>Checks that two objects are not one.</summary>
    /// <param name="written">The object that is written.</param>
    /// <param name="other">The object that is read or written.</param>
    /// <param name="writtenName">The expression of <paramref name="written"/>, which the compiler supplies.</param>
    /// <param name="otherName">The expression of <paramref name="other"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">They are the same object; the exception names the written parameter.</exception>
    public static void Distinct(
        object written,
        object other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "")
    {
        if (ReferenceEquals(written, other))
            ThrowShared(writtenName, otherName);
    }

    /// <summary>Checks that a struct that is written is not another one.</summary>
    /// <typeparam name="T">The type of the structs.</typeparam>
    /// <param name="written">The struct that is written.</param>
    /// <param name="other">The struct that is read or written.</param>
    /// <param name="writtenName">The expression of <paramref name="written"/>, which the compiler supplies.</param>
    /// <param name="otherName">The expression of <paramref name="other"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">They are one variable; the exception names the written parameter.</exception>
    public static void Distinct<T>(
        in T written,
        in T other,
        [CallerArgumentExpression(nameof(written))] string writtenName = "",
        [CallerArgumentExpression(nameof(other))] string otherName = "")
        where T : struct
    {
        if (Unsafe.AreSame(in written, in other))
            ThrowShared(writtenName, otherName);
    }

    [DoesNotReturn]
    private static void ThrowShared(string writtenName, string otherName) => throw new ArgumentException(
        $"'{writtenName}' is written and shares memory with '{otherName}'.", ParameterName.Of(writtenName));
}
