using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>The labels of the intermediate representation for the compiler's: the ends and the next iterations of loops, the ends of switches.</summary>
internal sealed class JumpTargets
{
    private readonly Dictionary<ILabelSymbol, int> labels = new(SymbolEqualityComparer.Default);
    private int next;

    public int New() => next++;

    public int New(ILabelSymbol symbol) => labels[symbol] = next++;

    public int? Find(ILabelSymbol symbol) => labels.TryGetValue(symbol, out int label) ? label : null;
}
