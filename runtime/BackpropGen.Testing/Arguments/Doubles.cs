namespace BackpropGen.Testing.Arguments;

/// <summary>Arguments of single precision as the double method of the same source takes them.</summary>
internal static class Doubles
{
    /// <summary>A number, an array of any rank, or an array of arrays, with doubles for single numbers; anything else as it is.</summary>
    public static object? Of(object? value) => value switch
    {
        float number => (double)number,
        Array array when ElementOf(array.GetType().GetElementType()!) is { } element => Converted(array, element),
        _ => value,
    };

    private static Type? ElementOf(Type type) =>
        type == typeof(float) ? typeof(double) : type.IsArray && ElementOf(type.GetElementType()!) is { } inner ? inner.MakeArrayOf(type.GetArrayRank()) : null;

    private static Type MakeArrayOf(this Type element, int rank) => rank == 1 ? element.MakeArrayType() : element.MakeArrayType(rank);

    private static Array Converted(Array array, Type element)
    {
        var converted = Array.CreateInstance(element, [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)]);
        for (int i = 0; i < array.Length; i++)
        {
            int[] index = ArrayIndex.Of(array, i);
            converted.SetValue(Of(array.GetValue(index)), index);
        }
        return converted;
    }
}
