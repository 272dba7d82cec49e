using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>The methods of spans and arrays that the language knows, by name and number of operands (the span or array comes first).</summary>
internal static class BulkOperations
{
    /// <summary>Parts of a span or array.</summary>
    private static readonly Dictionary<(string Type, string Name, int Operands), Func<EquatableArray<Expr>, Expr>> Views = new()
    {
        [("Span", "Slice", 2)] = x => new Slice(x[0], x[1], null),
        [("Span", "Slice", 3)] = x => new Slice(x[0], x[1], x[2]),
        [("MemoryExtensions", "AsSpan", 1)] = x => x[0],
        [("MemoryExtensions", "AsSpan", 2)] = x => new Slice(x[0], x[1], null),
        [("MemoryExtensions", "AsSpan", 3)] = x => new Slice(x[0], x[1], x[2]),
    };

    /// <summary>Writes to many elements.</summary>
    private static readonly Dictionary<(string Type, string Name, int Operands), Func<EquatableArray<Expr>, Statement>> Writes = new()
    {
        [("Span", "CopyTo", 2)] = x => new Copy(x[0], x[1]),
        [("MemoryExtensions", "CopyTo", 2)] = x => new Copy(x[0], x[1]),
        [("Array", "CopyTo", 3)] = x => new Copy(x[0], From(x[1], x[2])),
        [("Array", "Copy", 3)] = x => new Copy(new Slice(x[0], Constant.Int(0), x[2]), x[1]),
        [("Array", "Copy", 5)] = x => new Copy(new Slice(x[0], x[1], x[4]), From(x[2], x[3])),
        [("Span", "Fill", 2)] = x => new Fill(x[0], x[1]),
        [("Array", "Fill", 2)] = x => new Fill(x[0], x[1]),
        [("Array", "Fill", 4)] = x => new Fill(new Slice(x[0], x[2], x[3]), x[1]),
        [("Span", "Clear", 1)] = x => new Fill(x[0], null),
        [("Array", "Clear", 1)] = x => new Fill(x[0], null),
        [("Array", "Clear", 3)] = x => new Fill(new Slice(x[0], x[1], x[2]), null),
    };

    public static Func<EquatableArray<Expr>, Expr>? FindView(IMethodSymbol method, int operands) => Find(Views, method, operands);

    public static Func<EquatableArray<Expr>, Statement>? FindWrite(IMethodSymbol method, int operands) => Find(Writes, method, operands);

    private static T? Find<T>(Dictionary<(string, string, int), T> table, IMethodSymbol method, int operands)
        where T : class
    {
        INamedTypeSymbol type = method.ContainingType;
        string name = type.Name == "ReadOnlySpan" ? "Span" : type.Name;
        return TypeMapping.IsInSystem(type) && table.TryGetValue((name, method.Name, operands), out T found) ? found : null;
    }

    private static Expr From(Expr buffer, Expr start) => start is Constant { Value: 0 } ? buffer : new Slice(buffer, start, null);
}
