using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Buffers;

// Arrays that may be null.
internal sealed partial class BufferSources
{
    /// <summary>Whether one is null is found where it is used, under each of its names.</summary>
    private void AddNamesOfNullable()
    {
        while (values.Keys.FirstOrDefault(IsNameOfNullable) is { } name)
            moving.Add(name);
    }

    private bool IsNameOfNullable(ISymbol symbol) => !moving.Contains(symbol) && symbol is ILocalSymbol { Type: IArrayTypeSymbol }
        && SymbolsIn(symbol).Any(source => moving.Contains(source) && MayBeNull(source, new(SymbolEqualityComparer.Default)));

    private bool MayBeNull(ISymbol symbol, HashSet<ISymbol> seen) => seen.Add(symbol)
        && (ValuesOf(symbol).SelectMany(value => Sources(value)).Any(source => IsNothing(source.Operation)) || SymbolsIn(symbol).Any(source => MayBeNull(source, seen)));
}
