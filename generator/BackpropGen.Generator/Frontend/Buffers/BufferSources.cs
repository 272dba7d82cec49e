using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>
/// Which spans and arrays of a body name different storage at different times, and which storage that can be. This is a matter of the whole
/// body: a loop may use what only its end assigns.
/// </summary>
internal sealed partial class BufferSources
{
    /// <summary>The target of elements that are made where the variable is assigned.</summary>
    private const string MadeRows = "rows of ";

    private readonly IBlockOperation whole;
    private readonly Dictionary<ISymbol, List<IOperation?>> values = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> moving = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> sliced = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> bare = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<string>> targets = new(SymbolEqualityComparer.Default);

    public BufferSources(IBlockOperation whole)
    {
        this.whole = whole;
        foreach (IOperation operation in whole.Descendants())
            Collect(operation);
        if (moving.Count == 0)
            return;
        Close();
        foreach (ISymbol symbol in moving)
            targets[symbol] = [];
        // What one may name, all may name to which it is assigned.
        while (moving.Count(Grow) > 0)
        {
        }
        MakeRows();
        Refuse();
    }

    /// <summary>A buffer that something may name: a local or parameter that always names the same one, the storage that a local is declared with, or a member.</summary>
    /// <param name="Operation">What names it; null for a local's or parameter's own storage.</param>
    internal sealed record Target(string Key, ISymbol Symbol, IOperation? Operation)
    {
        /// <summary>The rows of the parameter or member; of elements that are made again and again, where it is null.</summary>
        public bool IsOfRows { get; init; }
    }

    public Dictionary<string, Target> Targets { get; } = [];

    public IReadOnlyCollection<ISymbol> Moving => moving;

    public IEnumerable<string> TargetsOf(ISymbol symbol) => targets[symbol].OrderBy(key => key, StringComparer.Ordinal);

    /// <summary>At some time it names nothing.</summary>
    public bool MayBeNothing(ISymbol symbol) => ValuesOf(symbol).Exists(value => value is null || Sources(value).Any(source => IsNothing(source.Operation)))
        || SymbolsIn(symbol).Any(source => moving.Contains(source) && !SymbolEqualityComparer.Default.Equals(source, symbol))
        || bare.Contains(symbol);

    /// <summary>It may name a part of a target.</summary>
    public bool IsSliced(ISymbol symbol) => sliced.Contains(symbol);

    /// <summary>The locals and parameters that a statement assigns.</summary>
    public static IEnumerable<ISymbol> AssignedIn(IOperation statement) => statement.DescendantsAndSelf().SelectMany(operation => operation switch
    {
        ISimpleAssignmentOperation { Target: var target } => SymbolsOf(target),
        IDeconstructionAssignmentOperation { Target: var target } => SymbolsOf(target),
        _ => [],
    });

    private static IEnumerable<ISymbol> SymbolsOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(SymbolsOf),
        IDeclarationExpressionOperation declaration => SymbolsOf(declaration.Expression),
        _ => [],
    };

    private void Collect(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer() is { } initializer:
                // What is not there on one way is something else on the other.
                Add(local, initializer.Value, isReassigned: ExpressionLowering.BranchesOf(initializer.Value) is not null && Sources(initializer.Value).Any(source => IsNothing(source.Operation)), operation);
                break;
            case IVariableDeclaratorOperation { Symbol: var local }:
                bare.Add(local);
                break;
            case ISimpleAssignmentOperation assignment:
                Pair(assignment.Target, assignment.Value, operation);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Pair(deconstruction.Target, deconstruction.Value, operation);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Pair(argument.Value, null, operation);
                break;
        }
    }

    private void Pair(IOperation target, IOperation? value, IOperation at)
    {
        while (value is IConversionOperation { Type.IsTupleType: true } conversion)
            value = conversion.Operand;
        switch (target)
        {
            case IDeclarationExpressionOperation { Expression: var declared }:
                Pair(declared, value, at);
                break;
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                    Pair(tuple.Elements[i], value is ITupleOperation { Elements: var elements } && i < elements.Length ? elements[i] : null, at);
                break;
            case ILocalReferenceOperation local:
                bool isDeclared = local.IsDeclaration || local.Parent is IDeclarationExpressionOperation or ITupleOperation { Parent: IDeclarationExpressionOperation };
                Add(local.Local, value, isReassigned: !isDeclared, at);
                break;
            case IParameterReferenceOperation parameter:
                Add(parameter.Parameter, value, isReassigned: true, at);
                break;
        }
    }

    private void Add(ISymbol symbol, IOperation? value, bool isReassigned, IOperation at)
    {
        if (TypeMapping.Buffer(TypeOf(symbol)) is not { IsWhole: false })
            return;
        // A function inside may run at any time.
        bool isElsewhere = false;
        for (IOperation? outer = at; outer is not null && outer != whole; outer = outer.Parent)
            isElsewhere |= outer is IAnonymousFunctionOperation or ILocalFunctionOperation;
        if (isElsewhere && !isReassigned)
            return;
        (values.TryGetValue(symbol, out List<IOperation?> known) ? known : values[symbol] = []).Add(isElsewhere ? null : value);
        if (isReassigned)
            moving.Add(symbol);
    }

    /// <summary>A local that keeps what a moving one names for another moving one is moving, too.</summary>
    private void Close()
    {
        bool grows;
        do
        {
            grows = false;
            foreach (ISymbol source in moving.SelectMany(SymbolsIn).ToList())
            {
                if (!moving.Contains(source) && SymbolsIn(source).Any(moving.Contains))
                    grows |= moving.Add(source);
            }
        }
        while (grows);
        AddNamesOfNullable();
    }

    /// <summary>The locals and parameters whose storage one is assigned.</summary>
    private IEnumerable<ISymbol> SymbolsIn(ISymbol symbol) => ValuesOf(symbol).SelectMany(value => Sources(value)).Select(source => source.Symbol).OfType<ISymbol>();

    private List<IOperation?> ValuesOf(ISymbol symbol) => values.TryGetValue(symbol, out List<IOperation?> known) ? known : [];

    private bool Grow(ISymbol symbol)
    {
        int before = targets[symbol].Count + (sliced.Contains(symbol) ? 1 : 0);
        if (symbol is IParameterSymbol)
            targets[symbol].Add(TargetOf(symbol, null));
        foreach ((ISymbol? source, IOperation operation, bool isPart) in ValuesOf(symbol).SelectMany(value => Sources(value)))
        {
            if (isPart || (source is not null && sliced.Contains(source)))
                sliced.Add(symbol);
            if (source is not null && moving.Contains(source))
                targets[symbol].UnionWith(targets[source]);
            else if (RowsTarget(symbol, source, operation) is { } rows)
                targets[symbol].Add(rows);
            else if (source is not null || IsMember(operation))
                targets[symbol].Add(TargetOf(source ?? symbol, operation));
            else if (!IsNothing(operation))
                targets[symbol].Add(TargetOf(symbol, null));
        }
        return targets[symbol].Count + (sliced.Contains(symbol) ? 1 : 0) > before;
    }

    /// <summary>What a variable is declared with is one of the rows that it names, where others are made for it.</summary>
    private void MakeRows()
    {
        foreach (ISymbol symbol in moving.Where(symbol => symbol is ILocalSymbol && targets[symbol].Contains(MadeRows)).ToList())
        {
            string own = TargetOf(symbol, null);
            foreach (HashSet<string> others in targets.Values.Where(others => others.Remove(own)))
                others.Add(MadeRows);
        }
    }

    /// <summary>The rows among which a value is: those of an array of arrays, or elements that are made where the variable is assigned.</summary>
    private string? RowsTarget(ISymbol symbol, ISymbol? source, IOperation operation)
    {
        if (operation is IArrayElementReferenceOperation { ArrayReference: var array } && TypeMapping.Buffer(operation.Type) is not null)
            return RowsOf(array is ILocalReferenceOperation ? null : array, symbol);
        bool isMade = source is null && ((IsNew(operation) && !IsInitial(operation)) || (operation is IInvocationOperation && TypeMapping.Buffer(operation.Type) is not null));
        if (isMade)
            return RowsOf(null, symbol);
        // A local that is made anew in each round of a loop, or names a row.
        if (source is not ILocalSymbol || !ValuesOf(source).TrueForAll(value => value is not null))
            return null;
        List<IOperation> values = ValuesOf(source).SelectMany(value => Sources(value)).Select(value => value.Operation).ToList();
        if (values is [IArrayElementReferenceOperation row] && RowsTarget(symbol, null, row) is { } rows)
            return rows;
        bool isInside = ScopeOf(symbol) is { } own && ScopeOf(source) is { } inner && inner != own && own.Span.Contains(inner.Span);
        return isInside && values.TrueForAll(value => IsNew(value) || value is IInvocationOperation) ? RowsOf(null, symbol) : null;
    }

    private string RowsOf(IOperation? array, ISymbol symbol)
    {
        string key = MadeRows + array?.Syntax;
        if (!Targets.ContainsKey(key))
            Targets[key] = new Target(key, symbol, array) { IsOfRows = true };
        return key;
    }

    private string TargetOf(ISymbol symbol, IOperation? operation)
    {
        string key = operation is null ? "=" + PositionOf(symbol) : IsMember(operation) ? operation.Syntax.ToString() : PositionOf(symbol);
        if (!Targets.ContainsKey(key))
            Targets[key] = new Target(key, symbol, operation);
        return key;
    }

    private static bool IsMember(IOperation operation) => operation is IFieldReferenceOperation or IPropertyReferenceOperation;

    private static bool IsNothing(IOperation operation) => operation is IDefaultValueOperation or ILiteralOperation;

    private static string PositionOf(ISymbol symbol) =>
        (symbol.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToString("D9", CultureInfo.InvariantCulture) + symbol.Name;

    /// <summary>What a value may name, and whether only a part of it; the symbol is null for members and for storage.</summary>
    public static IEnumerable<(ISymbol? Symbol, IOperation Operation, bool IsPart)> Sources(IOperation? value, bool isPart = false) => value switch
    {
        IConversionOperation { OperatorMethod: var method, Operand: var operand }
            when operand.Syntax is CollectionExpressionSyntax || TypeMapping.Buffer(operand.Type) is not null || method is null => Sources(operand, isPart),
        IConditionalOperation choice => Sources(choice.WhenTrue, isPart).Concat(Sources(choice.WhenFalse, isPart)),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation } range => Sources(range.Instance, true),
        IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" }, Arguments: { Length: > 0 } arguments } =>
            Sources(arguments[0].Value, isPart || arguments.Length > 1),
        IInvocationOperation { TargetMethod: { Name: "Slice", ContainingType.Name: "Span" or "ReadOnlySpan" }, Instance: { } instance } =>
            Sources(instance, true),
        ILocalReferenceOperation local => [(local.Local, local, isPart)],
        IParameterReferenceOperation parameter => [(parameter.Parameter, parameter, isPart)],
        not null => [(null, value, isPart || IsNothing(value))],
        _ => [],
    };

    /// <summary>Those are refused of which something is not known, and those that get their value from such a one.</summary>
    private void Refuse()
    {
        moving.RemoveWhere(symbol => !IsKnown(symbol));
        int before;
        do
        {
            before = moving.Count;
            moving.RemoveWhere(symbol => SymbolsIn(symbol).Any(other => targets.ContainsKey(other) && !moving.Contains(other)));
        }
        while (moving.Count < before);
    }

    /// <summary>All that it may name is known, and is there for as long as it is.</summary>
    private bool IsKnown(ISymbol symbol)
    {
        List<IOperation?> assigned = ValuesOf(symbol);
        bool isNamed = symbol is not IParameterSymbol { RefKind: not RefKind.None } && assigned.TrueForAll(value => value is not null && Sources(value).All(source =>
            source.Symbol is not null || IsMember(source.Operation) || IsNothing(source.Operation) || (IsNew(source.Operation) && IsInitial(source.Operation))
            || RowsTarget(symbol, null, source.Operation) is not null));
        return isNamed && ScopeOf(symbol) is { } own
            && targets[symbol].All(key => Targets[key].IsOfRows || ScopeOf(Targets[key].Symbol) is { } around && around.Span.Contains(own.Span));
    }

    public static bool IsStorage(IOperation operation) => operation is IArrayCreationOperation
        || operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax or CollectionExpressionSyntax;

    /// <summary>What a value is without its conversions.</summary>
    public static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation { Operand: var operand })
            value = operand;
        return value;
    }

    /// <summary>The arrays among the arguments of a call: a method may return or store what it is given.</summary>
    public static IEnumerable<IOperation> ArraysIn(IInvocationOperation call) => call.Arguments.Select(argument => argument.Value)
        .Where(value => TypeMapping.Buffer(value.Type) is { IsWhole: false, Kind: Ir.BufferKind.Array });

    /// <summary>New elements, whatever they begin with.</summary>
    public static bool IsNew(IOperation operation) => IsStorage(operation) || BufferCopy.Of(operation) is not null;

    /// <summary>New storage belongs to a declaration.</summary>
    private static bool IsInitial(IOperation operation) =>
        operation.Parent is IVariableInitializerOperation || (operation.Parent is IConversionOperation { Parent: var outer } conversion && outer is not null && IsInitial(conversion));

    private SyntaxNode? ScopeOf(ISymbol symbol) => symbol is IParameterSymbol ? whole.Syntax
        : symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Ancestors()
            .FirstOrDefault(node => node is BlockSyntax or ForStatementSyntax or SwitchSectionSyntax or CommonForEachStatementSyntax);

    public static ITypeSymbol TypeOf(ISymbol symbol) => symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type;
}
