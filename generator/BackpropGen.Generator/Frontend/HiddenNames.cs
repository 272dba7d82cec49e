using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>Which of the names that generated code uses mean something else where a method stands.</summary>
internal static class HiddenNames
{
    public static readonly string[] Used =
    [
        "ArgumentException", "ArgumentNullException", "Array", "BackpropGen", "Extent", "GeneratedCode", "GeneratedCodeAttribute", "Gradient", "InvalidOperationException",
        "Math", "MathF", "MemoryMarshal", "MidpointRounding", "NotSupportedException", "Overlap", "ReadOnlySpan", "RowOrder", "ScratchScope", "Shape", "Span",
        "System", "Tape", "TapeFrame", "TapeRecord", "TapeStack", "Trips", "Vjp",
    ];

    /// <param name="own">The names of the method's own parameters and locals.</param>
    public static List<string> At(SemanticModel model, int position, HashSet<string> own) =>
        Used.Where(name => own.Contains(name) || model.LookupSymbols(position, name: name).Any(symbol => !IsMeant(symbol))).ToList();

    /// <summary>With the names of locals that came from bodies that stand in for calls.</summary>
    public static EquatableArray<string> Of(Method method, Block body)
    {
        HashSet<string> named = [.. Tree.Named(body.Statements.Items).Concat(Tree.All(body.Statements).Select(Tree.Declared).OfType<Variable>()).Select(variable => variable.Name)];
        return Used.Where(name => named.Contains(name) || method.QualifiedNames.Contains(name)).ToList();
    }

    private static bool IsMeant(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol space => space.ContainingNamespace is { IsGlobalNamespace: true },
        INamedTypeSymbol type => type.ContainingType is null && type.ContainingNamespace.ToDisplayString() is
            "System" or "BackpropGen" or "System.CodeDom.Compiler" or "System.Runtime.InteropServices",
        _ => false,
    };
}
