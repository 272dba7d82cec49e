using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>One semantic model a file, for a compilation's life: a model keeps the bodies that it has bound, and each is asked for several times.</summary>
internal static class SemanticModels
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, SemanticModel>> Known = new();

    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree tree) =>
        Known.GetOrCreateValue(compilation).GetOrAdd(tree, file => compilation.GetSemanticModel(file));

    /// <summary>The operation of some code; null where there is none, or the code is nested too deeply.</summary>
    public static IOperation? OperationOf(this SemanticModel model, SyntaxNode syntax, CancellationToken cancellation) =>
        Nesting.TooDeep(syntax) is null ? model.GetOperation(syntax, cancellation) : null;
}
