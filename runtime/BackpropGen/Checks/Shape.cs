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

    /// <summary>Checks that an object is of a class that the derivative of a virtual call is known for.</summary>
    /// <param name="value">The object.</param>
    /// <param name="isKnown">Whether it is.</param>
    /// <param name="name">The expression of <paramref name="value"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">It is of another class; the exception names the parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KnownType(object value, bool isKnown, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!isKnown)
            ThrowUnknown(value, name);
    }

    [DoesNotReturn]
    private static void ThrowUnknown(object value, string name) => throw new ArgumentException(
        $"'{name}' is a '{value.GetType()}', which was not there when the derivative was generated: classes of another project have none.", ParameterName.Of(name));

    /// <summary>Checks that a gradient is of the same class as what it belongs to.</summary>
    /// <param name="primal">The object that the gradient belongs to.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="primalName">The expression of <paramref name="primal"/>, which the compiler supplies.</param>
    /// <param name="gradientName">The expression of <paramref name="gradient"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">The classes differ; the exception names the gradient's parameter.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SameType(
        object primal,
        object gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "")
    {
        if (primal.GetType() != gradient.GetType())
            ThrowTypes(primal, gradient, primalName, gradientName);
    }

    [DoesNotReturn]
    private static void ThrowTypes(object primal, object gradient, string primalName, string gradientName) => throw new ArgumentException(
        $"'{gradientName}' is a '{gradient.GetType()}'; it must be a '{primal.GetType()}', as '{primalName}' is.", ParameterName.Of(gradientName));

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

    /// <summary>The position of an element in row-major order.</summary>
    /// <param name="row">The index in the first dimension.</param>
    /// <param name="column">The index in the second dimension.</param>
    /// <param name="rows">The length of the first dimension.</param>
    /// <param name="columns">The length of the second dimension.</param>
    /// <returns><c>row * columns + column</c>.</returns>
    /// <exception cref="IndexOutOfRangeException">An index is not in its dimension.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int row, int column, int rows, int columns)
    {
        if ((uint)row >= (uint)rows || (uint)column >= (uint)columns)
            ThrowIndex();
        return row * columns + column;
    }

    /// <summary>The position of an element in row-major order.</summary>
    /// <param name="first">The index in the first dimension.</param>
    /// <param name="second">The index in the second dimension.</param>
    /// <param name="third">The index in the third dimension.</param>
    /// <param name="firsts">The length of the first dimension.</param>
    /// <param name="seconds">The length of the second dimension.</param>
    /// <param name="thirds">The length of the third dimension.</param>
    /// <returns><c>(first * seconds + second) * thirds + third</c>.</returns>
    /// <exception cref="IndexOutOfRangeException">An index is not in its dimension.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int first, int second, int third, int firsts, int seconds, int thirds)
    {
        if ((uint)first >= (uint)firsts || (uint)second >= (uint)seconds || (uint)third >= (uint)thirds)
            ThrowIndex();
        return (first * seconds + second) * thirds + third;
    }

    [DoesNotReturn]
    private static void ThrowIndex() => throw new IndexOutOfRangeException("An index is not in its dimension of the array.");

    /// <summary>The elements of an array of several dimensions in row-major order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">The array; null counts as empty.</param>
    /// <returns>A span over the same elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Flat<T>(T[,]? array) => array is null ? [] : Flat<T>((Array)array);

    /// <inheritdoc cref="Flat{T}(T[,])"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Flat<T>(T[,,]? array) => array is null ? [] : Flat<T>((Array)array);

    private static Span<T> Flat<T>(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>What an array of arrays looks like: how many rows it has, and how long they are.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The array; a null row counts as empty.</param>
    /// <returns>A number that is the same for arrays of the same lengths, and in all likelihood another one for others.</returns>
    public static int Lengths<T>(T[][] rows)
    {
        // Polynomial hashing with an odd multiplier: each length changes the result by an invertible step.
        uint hash = (uint)rows.Length;
        foreach (T[] row in rows)
            hash = unchecked((hash * 0x01000193u) ^ (uint)LengthOf(row));
        return (int)hash;
    }

    /// <summary>Checks that the gradient of an array of arrays has the lengths of what it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="SameLengths(Array, Array, string, string)"/>
    public static void SameLengths<T>(
        T[][] primal,
        T[][] gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "")
    {
        NotNull(gradient, gradientName);
        if (primal.Length != gradient.Length)
            ThrowLengths(primal.Length, gradient.Length, primalName, gradientName);
        for (int row = 0; row < primal.Length; row++)
        {
            if (LengthOf(primal[row]) != LengthOf(gradient[row]))
                ThrowLengths(LengthOf(primal[row]), LengthOf(gradient[row]), $"{primalName}[{row}]", $"{gradientName}[{row}]");
        }
    }

    /// <summary>Checks that a gradient of several dimensions has the lengths of what it belongs to.</summary>
    /// <param name="primal">The array that the gradient belongs to.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="primalName">The expression of <paramref name="primal"/>, which the compiler supplies.</param>
    /// <param name="gradientName">The expression of <paramref name="gradient"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">A length differs, or the gradient is null; the exception names the gradient's parameter.</exception>
    public static void SameLengths(
        Array primal,
        Array gradient,
        [CallerArgumentExpression(nameof(primal))] string primalName = "",
        [CallerArgumentExpression(nameof(gradient))] string gradientName = "")
    {
        NotNull(gradient, gradientName);
        for (int dimension = 0; dimension < primal.Rank; dimension++)
        {
            if (gradient.Rank != primal.Rank || primal.GetLength(dimension) != gradient.GetLength(dimension))
                ThrowLengths(primal.GetLength(dimension), gradient.GetLength(Math.Min(dimension, gradient.Rank - 1)), primalName, gradientName);
        }
    }

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
