using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>One semantic model a file, for a compilation's life: a model keeps the bodies that it has bound, and each is asked for several times.</summary>
internal static class SemanticModels
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Known = new();

    /// <summary>
    /// Models that leave out what may be null where: nothing here asks for that, and in long expressions it takes most of the time. Null where
    /// the compiler is older than that choice, which is not in the version that this project is built with.
    /// </summary>
    private static readonly Func<Compilation, SyntaxTree, SemanticModel>? WithoutNullability = FindModelsWithoutNullability();

    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree tree) => Known.GetOrCreateValue(compilation)
        .GetOrAdd(tree, file => WithoutNullability is null ? compilation.GetSemanticModel(file) : WithoutNullability(compilation, file));

    /// <summary>The operation of some code; null where there is none, or the code is nested too deeply.</summary>
    public static IOperation? OperationOf(this SemanticModel model, SyntaxNode syntax, CancellationToken cancellation) =>
        Nesting.TooDeep(syntax) is null ? model.GetOperation(syntax, cancellation) : null;

    private static Func<Compilation, SyntaxTree, SemanticModel>? FindModelsWithoutNullability()
    {
        if (typeof(Compilation).Assembly.GetType("Microsoft.CodeAnalysis.SemanticModelOptions") is not { IsEnum: true } options
            || typeof(Compilation).GetMethod(nameof(Compilation.GetSemanticModel), [typeof(SyntaxTree), options]) is not { } method
            || !Enum.IsDefined(options, "DisableNullableAnalysis"))
            return null;
        object choice = Enum.Parse(options, "DisableNullableAnalysis");
        return (compilation, tree) => (SemanticModel)method.Invoke(compilation, [tree, choice]);
    }
}
