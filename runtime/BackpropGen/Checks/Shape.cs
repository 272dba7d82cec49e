using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BackpropGen;

/// <summary>
/// The checks of lengths that generated code makes before it writes anything.
/// </summary>
/// <remarks>
/// There is one overload for each pair of buffer types. Older C# does not infer an element type through the conversion from an array to a
/// span, and newer C# would find several conversions; a parameter of just the argument's type is right in both.
/// </remarks>
public static class Shape
{
    /// <summary>A span that has a length and no memory: for generated tape size methods, which only measure.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="length">The length; a negative one counts as 0.</param>
    /// <returns>A span whose elements must not be touched.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Span<T> OfLength<T>(long length) => MemoryMarshal.CreateSpan(ref Unsafe.NullRef<T>(), checked((int)Math.Max(length, 0)));

    /// <summary>Checks that a member of an argument is there.</summary>
    /// <param name="member">The object or array.</param>
    /// <param name="name">The expression of <paramref name="member"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">It is null; the exception names the parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNull(
        [System.Diagnostics.CodeAnalysis.NotNull] object? member, [CallerArgumentExpression(nameof(member))] string name = "")
    {
        if (member is null)
            ThrowNull(name);
    }

    [DoesNotReturn]
    private static void ThrowNull(string name) => throw new ArgumentException($"'{name}' is null.", ParameterName.Of(name));

    /// <summary>Checks that a gradient is as long as what it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="primal">The buffer that the gradient belongs to.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="primalName">The expression of <paramref name="primal"/>, which the compiler supplies.</param>
    /// <param name="gradientName">The expression of <paramref name="gradient"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">The lengths differ; the exception names the gradient's parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        ReadOnlySpan<T> primal,
        ReadOnlySpan<T> gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(primal.Length, gradient.Length, primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        ReadOnlySpan<T> primal,
        Span<T> gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(primal.Length, gradient.Length, primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        ReadOnlySpan<T> primal,
        T[] gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(primal.Length, LengthOf(gradient), primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        Span<T> primal,
        ReadOnlySpan<T> gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(primal.Length, gradient.Length, primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        Span<T> primal,
        Span<T> gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(primal.Length, gradient.Length, primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        Span<T> primal,
        T[] gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(primal.Length, LengthOf(gradient), primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        T[] primal,
        ReadOnlySpan<T> gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(LengthOf(primal), gradient.Length, primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        T[] primal,
        Span<T> gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(LengthOf(primal), gradient.Length, primalName, gradientName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        T[] primal,
        T[] gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(LengthOf(primal), LengthOf(gradient), primalName, gradientName);

    /// <summary>Checks that a gradient has a length.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="length">The length of what the gradient belongs to.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="lengthName">The expression of <paramref name="length"/>, which the compiler supplies.</param>
    /// <param name="gradientName">The expression of <paramref name="gradient"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">The lengths differ; the exception names the gradient's parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        int length,
        ReadOnlySpan<T> gradient,
        [CallerArgumentExpression(nameof(length))] string lengthName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(length, gradient.Length, lengthName, gradientName);

    /// <inheritdoc cref="SameLength{T}(int, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        int length,
        Span<T> gradient,
        [CallerArgumentExpression(nameof(length))] string lengthName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(length, gradient.Length, lengthName, gradientName);

    /// <inheritdoc cref="SameLength{T}(int, ReadOnlySpan{T}, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameLength<T>(
        int length,
        T[] gradient,
        [CallerArgumentExpression(nameof(length))] string lengthName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "") =>
        Check(length, LengthOf(gradient), lengthName, gradientName);

    /// <summary>
    /// The same memory, writable: for gradients in a struct whose members are read-only spans.
    /// </summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="span">The member of the gradient struct. It must view memory that may be written: not a constant, not a string.</param>
    /// <returns>A span over the same elements.</returns>
    /// <remarks>
    /// A struct of <see cref="ReadOnlySpan{T}"/> members serves both as a parameter and as its gradient. Its generated backward method writes
    /// through the members of the gradient, so these must have been made from arrays, writable spans or other memory of the caller's own.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Writable<T>(ReadOnlySpan<T> span) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);

    /// <summary>A null array counts as empty, as a span over it would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOf<T>(T[]? array) => array is null ? 0 : array.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check(int expected, int actual, string expectedName, string gradientName)
    {
        if (expected != actual)
            ThrowLengths(expected, actual, expectedName, gradientName);
    }

    [DoesNotReturn]
    private static void ThrowLengths(int expected, int actual, string expectedName, string gradientName) => throw new ArgumentException(
        $"The length of '{gradientName}' is {actual}; it must be {expected}, that of '{expectedName}'.",
        ParameterName.Of(gradientName));
}
