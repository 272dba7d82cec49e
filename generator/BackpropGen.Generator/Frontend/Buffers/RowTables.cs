using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>The numbers that say which row of an array of arrays stands where.</summary>
/// <param name="Rows">Whose rows the numbers are of: those of a parameter, or some on the tape.</param>
/// <param name="Numbers">In the order of the array.</param>
internal sealed record RowTable(Variable Rows, Variable Numbers)
{
    public Expr At(Expr index) => new Element(new Read(Numbers), index);
}

/// <summary>The arrays of arrays whose rows change: those that a method makes, and parameters whose rows it exchanges.</summary>
/// <param name="exchanged">The parameters and members whose rows change places.</param>
internal sealed class RowTables(BodyContext body, IReadOnlyCollection<Variable> exchanged)
{
    /// <summary>What a row that is not there is found by.</summary>
    public static readonly Constant NoRow = Constant.Int(-1);

    /// <summary>Whether a number is of a row that is not there.</summary>
    public static Expr IsMissing(Expr number) => number is Constant { Value: var known } ? Constant.Of(ScalarType.Bool, known < 0 ? 1 : 0) : new Binary(BinaryOperator.Less, number, Constant.Int(0));

    private readonly Dictionary<Variable, RowTable> tables = [];
    private readonly Dictionary<ISymbol, Group> groups = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, Variable> wanted = [];

    /// <summary>Arrays that exchange rows.</summary>
    private sealed class Group(RowSources sources, List<ISymbol> symbols)
    {
        public List<ISymbol> Symbols => symbols;

        /// <summary>The rows of them all.</summary>
        public Variable? Rows { get; set; }

        public RowSources Sources => sources;
    }

    /// <summary>Those of which it was found out that their rows change places: the body has to be lowered again.</summary>
    public HashSet<Variable> Exchanged { get; } = [.. exchanged];

    /// <summary>
    /// Takes note that the rows of a parameter or member change places; false where they cannot: of what only some classes have, nobody
    /// knows beforehand whether it is there, and calls of the method itself would find the rows where they were.
    /// </summary>
    public bool MayExchange(Variable rows)
    {
        if (body.Signature.IsRecursive || body.Signature.Parameters.SelectMany(parameter => parameter.Leaves.Items).First(leaf => leaf.Variable == rows).Guard is not null)
            return false;
        Exchanged.Add(rows);
        return true;
    }

    /// <summary>
    /// What a value makes becomes a row: new elements, or what the body of a called method makes and returns, which may be one of its arguments.
    /// </summary>
    public void Want(IOperation value, Variable rows)
    {
        value = BufferSources.Unconverted(value);
        wanted[value] = rows;
        if (value is not IInvocationOperation call || BufferCopy.Of(value) is not null)
            return;
        foreach (IOperation array in BufferSources.ArraysIn(call))
            Want(array, rows);
    }

    /// <summary>The rows to which a value is to belong. A body that stands in for several calls has the same operations each time, with other rows.</summary>
    public Variable? TakeWanted(IOperation value)
    {
        Variable? rows = wanted.TryGetValue(value, out Variable known) ? known : null;
        wanted.Remove(value);
        return rows;
    }

    public bool IsWanted(IOperation value) => wanted.ContainsKey(value);

    /// <summary>Takes note of the arrays in a body; those that are known already belong to one around it.</summary>
    public void Enter(IBlockOperation block)
    {
        var sources = new RowSources(block, body.Seen.ReturnedRows is not null, symbol => body.Moving.Find(symbol) is { HasRows: true });
        foreach (IGrouping<ISymbol, ISymbol> together in sources.Symbols.GroupBy(sources.GroupOf, SymbolEqualityComparer.Default).OfType<IGrouping<ISymbol, ISymbol>>())
        {
            var group = new Group(sources, [.. together]) { Rows = together.Any(sources.IsReturned) ? body.Seen.ReturnedRows : null };
            foreach (ISymbol symbol in group.Symbols.Where(symbol => body.Find(symbol) is null || !groups.ContainsKey(symbol)))
                groups[symbol] = group;
        }
    }

    /// <summary>Declares the numbers of the parameters whose rows change places.</summary>
    public void Begin(SyntaxNode origin)
    {
        foreach (Variable rows in exchanged)
        {
            Variable numbers = body.Temporary(rows.Name.Replace("this.", "").Replace('.', '_') + "Rows", new BufferType(ScalarType.Int32, BufferKind.Span));
            Variable number = body.Temporary(["i", "row"], ScalarType.Int32, VariableKind.Counter);
            tables[rows] = new RowTable(rows, numbers);
            Expr count = new Length(new Read(rows));
            body.Emit(new Guard(new RuntimeCall("RowOrder.Check", ScalarType.Bool, [new Read(rows)])), origin);
            body.Emit(new Allocate(numbers, count), origin);
            body.Emit(
                new For(number, Constant.Int(0), LoopRelation.Less, count, Constant.Int(1), new Block([new Assign(new Element(new Read(numbers), new Read(number)), new Read(number))])),
                origin);
        }
    }

    /// <summary>The rows follow their numbers.</summary>
    public void End(SyntaxNode origin)
    {
        foreach (Variable rows in exchanged)
            body.Emit(new Arrange(new Read(rows), new Read(tables[rows].Numbers)), origin);
    }

    public RowTable? Find(Expr? rows) => rows is Read { Variable: var variable } && tables.TryGetValue(variable, out RowTable table) ? table : null;

    public Expr RowOf(Expr rows, Expr index) => Find(rows) is { } table ? new Row(new Read(table.Rows), table.At(index)) : new Row(rows, index);

    public Expr LengthOf(Expr buffer) => new Length(Find(buffer) is { } table ? new Read(table.Numbers) : buffer);

    /// <summary>Whether a single array becomes a row, so that its number has to be kept.</summary>
    public bool IsStored(ISymbol symbol) => groups.TryGetValue(symbol, out Group group) && group.Sources.IsStored(symbol);

    /// <summary>Makes an array of arrays; its rows are not there yet.</summary>
    /// <param name="declare">Declares its numbers.</param>
    public Read Declare(ISymbol? symbol, BufferType type, Expr count, bool isFilled, Func<IrType, Variable> declare, SyntaxNode origin)
    {
        Variable rows = RowsFor(symbol, type, origin);
        Variable numbers = declare(new BufferType(ScalarType.Int32, BufferKind.Span));
        Variable whole = body.Unwritten(numbers.Name, rows.Type);
        tables[whole] = new RowTable(rows, numbers);
        body.EmitMain(new Allocate(numbers, count), origin);
        if (!isFilled)
            body.EmitMain(new Fill(new Read(numbers), NoRow), origin);
        return new Read(whole);
    }

    /// <summary>The rows that an array belongs to.</summary>
    public Variable RowsFor(ISymbol? symbol, BufferType type, SyntaxNode origin)
    {
        Group? group = symbol is not null && groups.TryGetValue(symbol, out Group known) ? known : null;
        // What is bound already has its rows from somewhere else.
        Variable? rows = group?.Rows ?? group?.Symbols.Select(other => Find(body.Find(other))?.Rows).FirstOrDefault(other => other is not null);
        if (rows is null)
        {
            rows = body.Unwritten(symbol?.Name ?? "rows", new BufferType(type.Element, BufferKind.Span) { IsJagged = true });
            body.Emit(new Declare(rows, null), origin);
        }
        if (group is not null)
            group.Rows = rows;
        return rows;
    }

    /// <summary>Makes a row.</summary>
    public Row New(Variable rows, Expr count, string name, SyntaxNode origin)
    {
        Variable handle = body.Temporary(name + "Row", ScalarType.Int32);
        body.Storage.Handles.Add(handle);
        body.EmitMain(new NewRow(handle, rows, count), origin);
        return new Row(new Read(rows), new Read(handle));
    }

    /// <summary>Whether the row of an array may be another one later.</summary>
    public bool IsNumbered(Row row) => row.Buffer is Read { Variable: var rows } && (rows.Type is BufferType { IsOnTape: true } || exchanged.Contains(rows));

    /// <summary>The same row by a number that keeps its value.</summary>
    public Row Kept(Row row, string name, SyntaxNode origin)
    {
        // A counter stays what it is for as long as the row has a name.
        if (row.Index is Read { Variable: { Kind: VariableKind.Counter } counter })
            body.Storage.Handles.Add(counter);
        if (body.Storage.RowOf(row) is not null)
            return row;
        Variable handle = body.Temporary(name + "Row", ScalarType.Int32);
        body.Storage.Handles.Add(handle);
        body.Emit(new Declare(handle, row.Index), origin);
        return row with { Index = new Read(handle) };
    }

    /// <summary>The number of the row that a value names, for an array that has the same rows; null where it names none of them.</summary>
    public Expr? NumberOf(Expr value, Variable of) => RowOf(value) is { Buffer: Read { Variable: var rows }, Index: var number } && rows == of ? number : null;

    /// <summary>The row that a buffer is, as far as it is known.</summary>
    public Row? RowOf(Expr buffer) => buffer as Row ?? body.Storage.RowOf(buffer) ?? (buffer is Read { Variable: var view } ? body.Moving.RowOf(view) : null);
}
