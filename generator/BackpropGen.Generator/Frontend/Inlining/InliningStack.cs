using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>The functions whose bodies are being lowered in place of a call, innermost last.</summary>
internal sealed class InliningStack
{
    private readonly List<ISymbol> functions = [];

    public int Depth => functions.Count;

    /// <summary>How many calls have been replaced by bodies in all.</summary>
    public int Total { get; private set; }

    public bool Contains(ISymbol function) => functions.Contains(function, SymbolEqualityComparer.Default);

    public void Enter(ISymbol function)
    {
        functions.Add(function);
        Total++;
    }

    public void Leave() => functions.RemoveAt(functions.Count - 1);
}
