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
    /// <summary>New storage where it has no name of its own: an argument.</summary>
    public Expr? LowerArgument(IOperation storage)
    {
        // A clone has no type of its own.
        ITypeSymbol? given = BufferCopy.Of(storage)?.Source.Type ?? storage.Type;
        if (TypeMapping.Buffer(given) is not { IsWhole: false } type)
            return body.Refuse(Descriptors.StoragePlace, storage);
        BufferType owned = type with { Kind = BufferKind.Span };
        Variable? made = null;
        string comment = body.Comment;
        Lower(storage.Syntax, () => made = body.Temporary("elements", owned), owned, storage, "elements");
        body.Comment = comment;
        return made is null || body.Refusals.Any ? body.Silently() : new Read(made);
    }

    public void Lower(SyntaxNode at, Func<Variable> declare, BufferType type, IOperation storage, string name)
    {
        if (BufferCopy.Of(storage) is { } copy)
        {
            LowerCopy(at, declare, type, copy, name);
            return;
        }
        if (storage.Syntax is CollectionExpressionSyntax collection && collection.Elements.Any(element => element is SpreadElementSyntax))
        {
            LowerSpread(at, declare, type, storage, collection, name);
            return;
        }
        ImmutableArray<IOperation> none = ImmutableArray<IOperation>.Empty;
        (IOperation? size, ImmutableArray<IOperation> elements) = storage is IArrayCreationOperation array
            ? (array.DimensionSizes.Length == 1 ? array.DimensionSizes[0] : null, array.Initializer?.ElementValues ?? none)
            : storage.Syntax is CollectionExpressionSyntax || IsParams(storage) ? (null, storage.ChildOperations.ToImmutableArray())
            : (storage.ChildOperations.FirstOrDefault(), storage.ChildOperations.Skip(1).ToImmutableArray());
        bool isCollection = storage.Syntax is CollectionExpressionSyntax || IsParams(storage);
        Expr? count = isCollection ? Constant.Int(elements.Length) : size is null
            ? body.RefuseType(storage, storage.Type, "use one dimension, and compute the index") : expressions.Lower(size);
        if (!elements.IsEmpty)
            count = Constant.Int(elements.Length);
        if (count is not null && count.Type != ScalarType.Int32)
            count = body.RefuseType(size!, size!.Type, "convert the length to int");

        Variable variable = declare();
        if (count is null)
            return;
        body.EmitMain(new Allocate(variable, count), at);
        Initialise(variable, elements);
    }

    /// <summary>The elements that a call gives for a <c>params</c> span.</summary>
    public static bool IsParams(IOperation storage) => storage is not IArrayCreationOperation && storage.Parent is IArgumentOperation { ArgumentKind: not (ArgumentKind.Explicit or ArgumentKind.DefaultValue) };

    private void LowerCopy(SyntaxNode at, Func<Variable> declare, BufferType type, BufferCopy copy, string name)
    {
        if (expressions.SourceOf(copy) is not { } source)
        {
            body.Silently();
            return;
        }
        if (source.Type is not BufferType { IsWhole: false, Element: var element } || element != type.Element)
        {
            body.RefuseType(copy.Source, copy.Source.Type, "copy spans and arrays of one element type");
            return;
        }
        if (source is not Read)
            source = new ValueLocals(body).Named(name + "Source", source, at);
        Variable variable = declare();
        body.EmitMain(new Allocate(variable, new Length(source)), at);
        body.EmitMain(new Copy(source, new Read(variable)), at);
    }

    /// <summary>A collection with all elements of others among its own.</summary>
    private void LowerSpread(SyntaxNode at, Func<Variable> declare, BufferType type, IOperation storage, CollectionExpressionSyntax collection, string name)
    {
        IOperation[] parts = storage.ChildOperations.ToArray();
        var operands = new OperandList(body);
        for (int i = 0; i < collection.Elements.Count; i++)
        {
            IOperation? part = i < parts.Length ? collection.Elements[i] is SpreadElementSyntax ? parts[i].ChildOperations.FirstOrDefault() : parts[i] : null;
            operands.Add(collection.Elements[i], () => expressions.Lower(part));
        }
        if (operands.All is not { } values)
        {
            body.Silently();
            return;
        }
        if (!values.All(value => value.Type == type.Element || (value.Type is BufferType { IsWhole: false } spread && spread.Element == type.Element)))
        {
            body.RefuseType(storage, storage.Type, "spread spans and arrays of one element type");
            return;
        }
        List<Expr> named = values.Select(value => value is Read or Constant || value.Type is ScalarType ? value : new ValueLocals(body).Named(name + "Source", value, at)).ToList();
        Variable variable = declare();
        body.EmitMain(new Allocate(variable, named.Select(Count).Aggregate((a, b) => Passes.Simplify.Of(a + b))), at);
        Expr start = Constant.Int(0);
        foreach (Expr value in named)
        {
            body.EmitMain(value.Type is ScalarType
                ? new Assign(new Element(new Read(variable), start), value)
                : new Copy(value, new Slice(new Read(variable), start, new Length(value))), at);
            start = Passes.Simplify.Of(start + Count(value));
        }

        static Expr Count(Expr value) => value.Type is ScalarType ? Constant.Int(1) : new Length(value);
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
        Initialise(grid, Elements(storage.Initializer));
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
    private void Initialise(Variable storage, IEnumerable<IOperation> elements)
    {
        int position = 0;
        foreach (IOperation element in elements)
        {
            if (expressions.Lower(element) is { } value && value.Type == storage.Element)
                body.Emit(new Assign(new Element(new Read(storage), Constant.Int(position)), value), element.Syntax);
            else
                body.Silently();
            position++;
        }
    }

    private static IEnumerable<IOperation> Elements(IArrayInitializerOperation? initializer) => initializer is null ? []
        : initializer.ElementValues.SelectMany(value => value is IArrayInitializerOperation inner ? Elements(inner) : [value]);
}
