using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>
/// Which arrays of arrays and which single arrays of a body exchange rows: those belong together. So do single arrays that name new elements
/// again and again. This is a matter of the whole body: an array may become a row after it was made.
/// </summary>
internal sealed class RowSources
{
    private readonly Dictionary<ISymbol, ISymbol> parents = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> stored = new(SymbolEqualityComparer.Default);
    private readonly Func<ISymbol, bool> namesRows;
    private readonly HashSet<ISymbol> returned = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Local, ISymbol From)> renamed = [];

    /// <param name="returnsRow">What the body returns becomes a row.</param>
    /// <param name="namesRows">Which locals name one row after the other.</param>
    public RowSources(IBlockOperation whole, bool returnsRow, Func<ISymbol, bool> namesRows)
    {
        this.namesRows = namesRows;
        foreach (IOperation operation in whole.Descendants())
            Collect(operation);
        foreach (IReturnOperation result in returnsRow ? whole.Descendants().OfType<IReturnOperation>() : [])
        {
            if (result.ReturnedValue is not { } value || Whole(value) is not { } row)
                continue;
            Join(row, row);
            stored.Add(row);
            returned.Add(row);
        }
        // A second name for what becomes a row.
        while (renamed.Count(pair => (stored.Contains(pair.Local) || namesRows(pair.Local)) && stored.Add(pair.From)) > 0)
        {
        }
    }

    public IEnumerable<ISymbol> Symbols => parents.Keys;

    /// <summary>Whether a single array becomes a row.</summary>
    public bool IsStored(ISymbol symbol) => stored.Contains(symbol);

    public bool IsReturned(ISymbol symbol) => returned.Contains(symbol);

    /// <summary>One for all that exchange rows.</summary>
    public ISymbol GroupOf(ISymbol symbol)
    {
        while (parents.TryGetValue(symbol, out ISymbol? parent) && !SymbolEqualityComparer.Default.Equals(parent, symbol))
            symbol = parent;
        return symbol;
    }

    private void Collect(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer() is { } initializer:
                Pair(local, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                Pair(assignment.Target, assignment.Value);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Pair(deconstruction.Target, deconstruction.Value);
                break;
            // The called method may store the one in the other.
            case IInvocationOperation call:
                foreach (ISymbol rows in call.Arguments.Where(argument => TypeMapping.Buffer(argument.Value.Type) is { IsJagged: true }).Select(argument => Whole(argument.Value)).OfType<ISymbol>())
                    StoreAll(rows, call);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var row }, Collection: var collection } when Whole(collection) is { } rows:
                Join(row, rows);
                break;
        }
    }

    private void Pair(IOperation target, IOperation value)
    {
        value = BufferSources.Unconverted(value);
        switch (target)
        {
            case ITupleOperation tuple when value is ITupleOperation values && values.Elements.Length == tuple.Elements.Length:
                for (int i = 0; i < tuple.Elements.Length; i++)
                    Pair(tuple.Elements[i], values.Elements[i]);
                break;
            case IArrayElementReferenceOperation row when TypeMapping.Buffer(row.Type) is not null && Whole(row.ArrayReference) is { } rows:
                Store(rows, value);
                break;
            case ILocalReferenceOperation { IsDeclaration: false, Local: var local } when namesRows(local):
                Join(local, local);
                Store(local, value);
                break;
        }
    }

    private void Pair(ISymbol local, IOperation value)
    {
        value = BufferSources.Unconverted(value);
        if (TypeMapping.Buffer(BufferSources.TypeOf(local)) is not { } type)
            return;
        if (value is IConditionalOperation { WhenFalse: { } otherwise } choice)
        {
            Pair(local, choice.WhenTrue);
            Pair(local, otherwise);
            return;
        }
        if (type.IsJagged)
        {
            foreach (IOperation element in ElementsOf(value))
                Store(local, BufferSources.Unconverted(element));
        }
        else if (RowsOf(value) is { } rows)
        {
            Join(local, rows);
        }
        else if (Whole(value) is { } other)
        {
            Join(local, other);
            renamed.Add((local, other));
        }
    }

    /// <summary>The elements that an array of arrays begins with.</summary>
    public static IEnumerable<IOperation> ElementsOf(IOperation made) => made switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        { Syntax: CollectionExpressionSyntax } => made.ChildOperations,
        _ => [],
    };

    /// <summary>A value becomes a row.</summary>
    private void Store(ISymbol rows, IOperation value)
    {
        foreach ((_, IOperation source, _) in BufferSources.Sources(value))
        {
            if (RowsOf(source) is { } others)
            {
                Join(rows, others);
            }
            else if (Whole(source) is { } row)
            {
                Join(rows, row);
                stored.Add(row);
            }
            else if (source is IInvocationOperation call && TypeMapping.Buffer(call.Type) is not null)
            {
                // It may return what it is given.
                StoreAll(rows, call);
            }
        }
    }

    private void StoreAll(ISymbol rows, IInvocationOperation call)
    {
        foreach (IOperation array in BufferSources.ArraysIn(call))
            Store(rows, BufferSources.Unconverted(array));
    }

    /// <summary>The array of arrays of which a value is a row.</summary>
    private static ISymbol? RowsOf(IOperation value) => value is IArrayElementReferenceOperation { ArrayReference: var rows } && TypeMapping.Buffer(value.Type) is not null
        ? Whole(rows) : null;

    private static ISymbol? Whole(IOperation value) => BufferSources.Unconverted(value) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property,
        _ => null,
    };

    private void Join(ISymbol a, ISymbol b)
    {
        (a, b) = (GroupOf(a), GroupOf(b));
        parents[a] = a;
        parents[b] = a;
    }
}
