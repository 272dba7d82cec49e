using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// What a forward method says about its gradient, and how gradients of models are made and cleared: <c>MZerosLike</c> and <c>MClear</c> beside a
/// marked method <c>M</c> call this member by member.
/// </summary>
public static class Gradient
{
    /// <summary>Takes a value as a constant: no derivative goes through it.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The value itself.</returns>
    /// <example>
    /// <code>
    /// double weight = Gradient.Stop(Math.Exp(-error)); // A weight that is not to be learnt.
    /// return weight * error * error;
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Stop<T>(T value) => value;

    /// <summary>Zeros, as many as there are numbers in an array.</summary>
    /// <param name="like">The array, or null.</param>
    [return: NotNullIfNotNull(nameof(like))]
    public static T[]? ZerosLike<T>(T[]? like) => like is null ? null : new T[like.Length];

    /// <inheritdoc cref="ZerosLike{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(like))]
    public static T[,]? ZerosLike<T>(T[,]? like) => like is null ? null : new T[like.GetLength(0), like.GetLength(1)];

    /// <inheritdoc cref="ZerosLike{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(like))]
    public static T[,,]? ZerosLike<T>(T[,,]? like) => like is null ? null : new T[like.GetLength(0), like.GetLength(1), like.GetLength(2)];

    /// <summary>Rows of zeros, each as long as the row of an array of arrays.</summary>
    /// <param name="like">The array of arrays, or null.</param>
    [return: NotNullIfNotNull(nameof(like))]
    public static T[][]? ZerosLike<T>(T[][]? like) => like is null ? null : Array.ConvertAll(like, row => ZerosLike(row)!);

    /// <summary>Sets all elements of an array to zero.</summary>
    /// <param name="gradient">An array of numbers or structs of any rank, or null.</param>
    public static void Clear(Array? gradient)
    {
        if (gradient is not null)
            Array.Clear(gradient);
    }

    /// <summary>Sets all elements of an array of arrays to zero; the rows stay.</summary>
    /// <param name="gradient">The array of arrays, or null.</param>
    public static void Clear<T>(T[][]? gradient)
    {
        foreach (T[]? row in gradient ?? [])
            Clear((Array?)row);
    }

    /// <summary>An object of the same class that has the arrays and objects in it in common with the first.</summary>
    /// <param name="model">The object, or null.</param>
    [return: NotNullIfNotNull(nameof(model))]
    public static T? ShallowCopy<T>(T? model)
        where T : class => model is null ? null : (T)MemberwiseClone(model);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    private static extern object MemberwiseClone(object model);
}
