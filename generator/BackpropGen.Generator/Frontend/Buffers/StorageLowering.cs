using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>New elements: arrays, stack allocations, collection expressions, and copies of other elements.</summary>
internal sealed class StorageLowering(BodyContext body, ExpressionLowering expressions)
{
    /// <summary>New storage where it has no name of its own: an argument, or what a method of the project returns.</summary>
    public Expr? LowerUnnamed(IOperation storage)
    {
        // A clone has no type of its own.
        ITypeSymbol? given = BufferCopy.Of(storage)?.Source.Type ?? storage.Type;
        if (TypeMapping.Buffer(given) is { IsJagged: true } rows && BufferSources.IsStorage(storage))
            return LowerRows(storage.Syntax, null, rows, storage, type => body.Temporary("rows", type));
        if (TypeMapping.Buffer(given) is not { IsWhole: false } type)
            return body.Refuse(Descriptors.StoragePlace, storage);
        BufferType owned = type with { Kind = BufferKind.Span };
        string comment = body.Comment;
        Variable? wanted = IsReturned(storage) ? body.Seen.ReturnedRows : body.Rows.TakeWanted(storage);
        Expr? made = Lower(
            storage.Syntax,
            count => wanted is null ? Allocate(body.Temporary("elements", owned), count, storage.Syntax) : body.Rows.New(wanted, count, "elements", storage.Syntax),
            owned, storage, "elements");
        body.Comment = comment;
        return made is null || body.Refusals.Any ? body.Silently() : made;
    }

    private static bool IsReturned(IOperation value) => value.Parent is IReturnOperation || (value.Parent is IConversionOperation conversion && IsReturned(conversion));

    public Read Allocate(Variable variable, Expr count, SyntaxNode at)
    {
        body.EmitMain(new Allocate(variable, count), at);
        return new Read(variable);
    }

    /// <summary>Lowers new elements, from their number on.</summary>
    /// <param name="allocate">Makes room for so many elements, which all are zero; gives what names them.</param>
    public Expr? Lower(SyntaxNode at, Func<Expr, Expr> allocate, BufferType type, IOperation storage, string name)
    {
        if (BufferCopy.Of(storage) is { } copy)
            return LowerCopy(at, allocate, type, copy, name);
        if (HasSpread(storage))
            return LowerSpread(at, allocate, type, storage, (CollectionExpressionSyntax)storage.Syntax, name);
        ImmutableArray<IOperation> none = ImmutableArray<IOperation>.Empty;
        (IOperation? size, ImmutableArray<IOperation> elements) = storage is IArrayCreationOperation array
            ? (array.DimensionSizes.Length == 1 ? array.DimensionSizes[0] : null, array.Initializer?.ElementValues ?? none)
            : storage.Syntax is CollectionExpressionSyntax || IsParams(storage) ? (null, storage.ChildOperations.ToImmutableArray())
            : (storage.ChildOperations.FirstOrDefault(), storage.ChildOperations.Skip(1).ToImmutableArray());
        bool isCollection = storage.Syntax is CollectionExpressionSyntax || IsParams(storage);
        if (CountOf(storage, size, elements.Length, isCollection || !elements.IsEmpty) is not { } count)
            return null;
        Expr made = allocate(count);
        Initialise(made, elements);
        return made;
    }

    private static bool HasSpread(IOperation storage) => storage.Syntax is CollectionExpressionSyntax { Elements: var parts } && parts.Any(part => part is SpreadElementSyntax);

    private Expr? CountOf(IOperation storage, IOperation? size, int elements, bool isListed)
    {
        if (isListed)
            return Constant.Int(elements);
        if (size is null)
            return body.RefuseType(storage, storage.Type, "use one dimension, and compute the index");
        return expressions.Lower(size) is not { } count ? null
            : count.Type == ScalarType.Int32 ? count : body.RefuseType(size, size.Type, "convert the length to int");
    }

    /// <summary>The elements that a call gives for a <c>params</c> span.</summary>
    public static bool IsParams(IOperation storage) => storage is not IArrayCreationOperation && storage.Parent is IArgumentOperation { ArgumentKind: not (ArgumentKind.Explicit or ArgumentKind.DefaultValue) };

    /// <summary>A new array of arrays, with the rows that it begins with.</summary>
    public Read? LowerRows(SyntaxNode at, ILocalSymbol? local, BufferType type, IOperation storage, Func<IrType, Variable> declare)
    {
        IOperation[] elements = RowSources.ElementsOf(storage).ToArray();
        if (HasSpread(storage))
        {
            body.Refuse(Descriptors.StoragePlace, storage);
            return null;
        }
        bool isFilled = elements.Length > 0;
        if (CountOf(storage, (storage as IArrayCreationOperation)?.DimensionSizes.FirstOrDefault(), elements.Length, isFilled || storage is not IArrayCreationOperation) is not { } count)
            return null;
        Read whole = body.Rows.Declare(local, type, count, isFilled, declare, at);
        RowTable table = body.Rows.Find(whole)!;
        for (int i = 0; i < elements.Length; i++)
        {
            if (LowerRow(elements[i], table.Rows, local?.Name ?? "rows") is { } number)
                body.Emit(new Assign(table.At(Constant.Int(i)), number), elements[i].Syntax);
            else
                body.Silently();
        }
        return whole;
    }

    /// <summary>The number of what becomes a row: a new one, or one of an array that has the same rows.</summary>
    public Expr? LowerRow(IOperation value, Variable rows, string name)
    {
        bool isOwn = rows.Type is BufferType { IsOnTape: true };
        IOperation inner = BufferSources.Unconverted(value);
        if (isOwn && BufferSources.IsNew(inner) && TypeMapping.Buffer(value.Type) is { IsWhole: false } type)
        {
            Row? made = null;
            Lower(value.Syntax, count => made = body.Rows.New(rows, count, name, value.Syntax), type with { Kind = BufferKind.Span }, inner, name);
            return made?.Index ?? body.Silently();
        }
        if (isOwn && inner is IDefaultValueOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: null } })
            return RowTables.NoRow;
        if (isOwn)
            body.Rows.Want(inner, rows);
        if (BufferSources.IsNew(inner))
            return RefuseRow(value, rows);
        return expressions.Lower(value) is not { } row ? null : body.Rows.NumberOf(row, rows) ?? RefuseRow(value, rows);
    }

    public Expr? RefuseRow(IOperation value, Variable rows) => body.Refuse(
        Descriptors.UnknownRow, value, value.Syntax.ToString(),
        rows.Type is BufferType { IsOnTape: true }
            ? "make the elements here, or in a method of this project that returns them, or take a row that stands beside it"
            : $"the rows of '{rows.Name}' may change places, and nothing else may become one: copy the elements");

    private Expr? LowerCopy(SyntaxNode at, Func<Expr, Expr> allocate, BufferType type, BufferCopy copy, string name)
    {
        if (expressions.SourceOf(copy) is not { } source)
            return body.Silently();
        if (source.Type is not BufferType { IsWhole: false, Element: var element } || element != type.Element)
            return body.RefuseType(copy.Source, copy.Source.Type, "copy spans and arrays of one element type");
        if (source is not Read)
            source = new ValueLocals(body).Named(name + "Source", source, at);
        Expr made = allocate(new Length(source));
        body.EmitMain(new Copy(source, made), at);
        return made;
    }

    /// <summary>A collection with all elements of others among its own.</summary>
    private Expr? LowerSpread(SyntaxNode at, Func<Expr, Expr> allocate, BufferType type, IOperation storage, CollectionExpressionSyntax collection, string name)
    {
        IOperation[] parts = storage.ChildOperations.ToArray();
        // C# evaluates all up to the last spread, then copies these, and then goes on with one element after the other.
        int first = collection.Elements.LastIndexOf(element => element is SpreadElementSyntax) + 1;
        var operands = new OperandList(body);
        List<Variable> spread = [];
        for (int i = 0; i < first; i++)
        {
            IOperation? part = i < parts.Length ? collection.Elements[i] is SpreadElementSyntax ? parts[i].ChildOperations.FirstOrDefault() : parts[i] : null;
            int mark = body.Output.Count;
            int position = operands.Add(collection.Elements[i], () => expressions.Lower(part));
            // If there are many, C# copies one after the other instead.
            if (new Effects(body.Output.Skip(mark), body.Storage).WritesAny(spread))
                return body.Refuse(Descriptors.Expression, part!, "A change of what is spread before it, with another spread after it,", "make it a statement of its own");
            spread.AddRange(operands[position] is { Type: BufferType } whole ? body.Storage.RootsOf(whole) : []);
        }
        if (operands.All is not { } values || parts.Length != collection.Elements.Count)
            return body.Silently();
        if (!values.All(value => value.Type == type.Element || (value.Type is BufferType { IsWhole: false } buffer && buffer.Element == type.Element)))
            return body.RefuseType(storage, storage.Type, "spread spans and arrays of one element type");
        List<Expr> named = values.Select(value => value is Read or Constant || value.Type is ScalarType ? value : new ValueLocals(body).Named(name + "Source", value, at)).ToList();
        Expr made = allocate(named.Select(Count).Append(Constant.Int(parts.Length - first)).Aggregate((a, b) => Passes.Simplify.Of(a + b)));
        Expr start = Constant.Int(0);
        foreach (Expr value in named)
        {
            body.EmitMain(value.Type is ScalarType
                ? new Assign(new Element(made, start), value)
                : new Copy(value, new Slice(made, start, new Length(value))), at);
            start = Passes.Simplify.Of(start + Count(value));
        }
        foreach (IOperation part in parts.Skip(first))
        {
            if (expressions.Lower(part) is not { } value)
                return body.Silently();
            if (value.Type != type.Element)
                return body.RefuseType(storage, storage.Type, "spread spans and arrays of one element type");
            body.EmitMain(new Assign(new Element(made, start), value), at);
            start = Passes.Simplify.Of(start + Constant.Int(1));
        }
        return made;

        static Expr Count(Expr value) => value.Type is ScalarType ? Constant.Int(1) : new Length(value);
    }

    /// <summary>New structs, in storage for each of their numbers.</summary>
    public void LowerStructs(IVariableDeclaratorOperation declarator, INamedTypeSymbol element, IOperation storage)
    {
        bool isOnStack = storage is not IArrayCreationOperation && storage.Syntax is not CollectionExpressionSyntax;
        IOperation[] elements = (isOnStack ? storage.ChildOperations.Skip(1) : RowSources.ElementsOf(storage)).ToArray();
        if (HasSpread(storage))
        {
            body.Refuse(Descriptors.StoragePlace, storage);
            return;
        }
        IOperation? size = storage is IArrayCreationOperation array ? array.DimensionSizes.FirstOrDefault() : storage.ChildOperations.FirstOrDefault();
        if (CountOf(storage, size, elements.Length, elements.Length > 0 || storage.Syntax is CollectionExpressionSyntax) is not { } count)
            return;
        Aggregate made = StructArrays.Made(element, declarator.Symbol.Name, (name, number) =>
            Allocate(body.Temporary(name, new BufferType(number, BufferKind.Span)), count, declarator.Syntax));
        for (int i = 0; i < elements.Length; i++)
        {
            if (expressions.Lower(elements[i]) is Aggregate value && value.Type == made.Type)
                expressions.Store(StructArrays.ElementAt(made, Constant.Int(i)), value, elements[i].Syntax);
            else
                body.Silently();
        }
        body.Bind(declarator.Symbol, made);
    }

    /// <summary>Several dimensions: their lengths are kept, the elements follow each other row by row.</summary>
    public void LowerGrid(IVariableDeclaratorOperation declarator, BufferType type, IOperation made)
    {
        if (made is not IArrayCreationOperation storage)
        {
            LowerGridCopy(declarator, type, BufferCopy.Of(made)!);
            return;
        }
        ILocalSymbol local = declarator.Symbol;
        var lengths = new List<Expr>();
        foreach (IOperation size in storage.DimensionSizes)
        {
            if (expressions.Lower(size) is not { } length)
                return;
            if (length.Type != ScalarType.Int32)
            {
                body.RefuseType(size, size.Type, "convert the length to int");
                return;
            }
            ISymbol? variable = size switch { ILocalReferenceOperation named => named.Local, IParameterReferenceOperation parameter => parameter.Parameter, _ => null };
            bool isFixed = length is Constant || (length is Read && variable is not null && !Inlining.Assignments.Reassign(LocalLowering.WholeOf(size), variable));
            lengths.Add(isFixed ? length : new ValueLocals(body).Named($"{local.Name}Length{lengths.Count}", length, size.Syntax));
        }
        Variable grid = body.Declare(local, type);
        body.SetExtents(grid, lengths);
        // A product that is too large must not become a small one.
        Expr count = lengths.Aggregate((a, b) => a * b);
        body.EmitMain(new Allocate(grid, lengths.TrueForAll(length => length is Constant) ? count : new Overflow(IsChecked: true, count)), declarator.Syntax);
        Initialise(new Read(grid), Elements(storage.Initializer));
    }

    private void LowerGridCopy(IVariableDeclaratorOperation declarator, BufferType type, BufferCopy copy)
    {
        if (expressions.SourceOf(copy) is not Read { Type: BufferType { Rank: var rank } } source || rank != type.Rank)
        {
            body.Silently();
            return;
        }
        EquatableArray<Expr> lengths = Enumerable.Range(0, rank).Select(k => body.ExtentOf(source, k)).ToList();
        Variable grid = body.Declare(declarator.Symbol, type);
        body.SetExtents(grid, lengths);
        body.EmitMain(new Allocate(grid, lengths.Items.Aggregate((Expr a, Expr b) => a * b)!), declarator.Syntax);
        body.EmitMain(new Copy(source, new Read(grid)), declarator.Syntax);
    }

    /// <summary>Writes the elements that storage is declared with.</summary>
    private void Initialise(Expr storage, IEnumerable<IOperation> elements)
    {
        int position = 0;
        foreach (IOperation element in elements)
        {
            if (expressions.Lower(element) is { } value && value.Type == ((BufferType)storage.Type).Element)
                body.Emit(new Assign(new Element(storage, Constant.Int(position)), value), element.Syntax);
            else
                body.Silently();
            position++;
        }
    }

    private static IEnumerable<IOperation> Elements(IArrayInitializerOperation? initializer) => initializer is null ? []
        : initializer.ElementValues.SelectMany(value => value is IArrayInitializerOperation inner ? Elements(inner) : [value]);
}
