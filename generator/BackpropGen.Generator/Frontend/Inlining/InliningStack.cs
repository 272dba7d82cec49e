using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>The functions whose bodies are being lowered in place of a call, innermost last.</summary>
internal sealed class InliningStack
{
    private readonly List<ISymbol> functions = [];

    public int Depth => functions.Count;

    /// <summary>The one whose code is being lowered; null outside of all of them.</summary>
    public ISymbol? Innermost => functions.LastOrDefault();

    /// <summary>How many calls have been replaced by bodies in all.</summary>
    public int Total { get; private set; }

    /// <summary>
    /// Whether the function stands in itself so often that it must be recursion: a function that is called by a lambda which it calls itself
    /// stands in itself, too.
    /// </summary>
    public bool Contains(ISymbol function) => functions.Count(other => SymbolEqualityComparer.Default.Equals(other, function)) >= LanguageSubset.MaximumSameInlined;

    public void Enter(ISymbol function)
    {
        functions.Add(function);
        Total++;
    }

    /// <summary>No more of it: what multiplies would take long.</summary>
    public void Stop() => Total = int.MaxValue / 2;

    public void Leave() => functions.RemoveAt(functions.Count - 1);
}
