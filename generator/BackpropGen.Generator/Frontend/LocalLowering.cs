using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Declarations: scalars, buffers with storage of their own, and views of other buffers.</summary>
internal sealed class LocalLowering(BodyContext body, ExpressionLowering expressions)
{
    public void Lower(IVariableDeclarationGroupOperation group)
    {
        IVariableDeclaratorOperation[] declarators = group.Declarations.SelectMany(declaration => declaration.Declarators).ToArray();
        foreach (IVariableDeclaratorOperation declarator in declarators)
        {
            body.Comment = declarators.Length > 1
                && declarator.Syntax is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax shared } own
                ? Comments.Of(shared, own)
                : Comments.Of(group.Syntax);
            Lower(declarator);
        }
    }

    private void Lower(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst)
            return;
        IOperation? value = declarator.GetVariableInitializer()?.Value;
        if (local.IsRef)
            body.Refuse(Descriptors.Expression, declarator, "A ref local", "use the variable or element itself");
        else if (TypeMapping.Scalar(local.Type) is { } scalar)
            LowerScalar(declarator, scalar, value);
        else if (TypeMapping.Buffer(local.Type) is { } buffer)
            LowerBuffer(declarator, buffer, value);
        else if (local.Type.TypeKind == TypeKind.Delegate && body.Functions.Of(value) is { } function && IsAssignedOnce(declarator))
            body.Functions.Bind(local, function);
        else if (MemberLeaves.IsObject(local.Type) && value is not null && IsAssignedOnce(declarator))
        {
            if (expressions.Lower(value) is not Aggregate known)
            {
                body.Silently();
                return;
            }
            body.Bind(local, known);
            if (expressions.ObjectOf(value) is { } whole)
                body.Name(local, whole);
        }
        else if (value is not null && expressions.IsIndexOrRange(local.Type) && IsAssignedOnce(declarator))
            expressions.DeclareRange(local, value);
        else if (Values.StructLayout.Of(local.Type) is not null)
            LowerParts(declarator, value);
        else
            RefuseType(declarator, value);
    }

    /// <summary>A struct or a tuple: a local for each part.</summary>
    private void LowerParts(IVariableDeclaratorOperation declarator, IOperation? value)
    {
        Expr? initial = value is null ? null : expressions.Lower(value);
        if (value is null || initial is Aggregate)
            new Values.ValueLocals(body).Declare(declarator.Symbol, initial, declarator.Syntax);
        else
            body.Silently();
    }

    /// <summary>Nothing assigns the local after its declaration.</summary>
    private static bool IsAssignedOnce(IVariableDeclaratorOperation declarator) => !Inlining.Assignments.Reassign(WholeOf(declarator), declarator.Symbol);

    private static IOperation WholeOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private void LowerScalar(IVariableDeclaratorOperation declarator, ScalarType type, IOperation? value)
    {
        ILocalSymbol local = declarator.Symbol;
        if (value is IInvocationOperation call && expressions.HasMembers(call) && TypeMapping.Scalar(call.Type) == type)
        {
            new CalleeLowering(body, expressions).LowerInto(call, () => body.Declare(local, type));
            return;
        }
        Expr? initial = value is null ? null : expressions.Lower(value);
        Variable variable = body.Declare(local, type);
        if (initial is not null && initial.Type != type)
            body.Silently();
        else if (value is null || initial is not null)
            body.EmitMain(new Declare(variable, initial), declarator.Syntax);
    }

    private void LowerBuffer(IVariableDeclaratorOperation declarator, BufferType type, IOperation? value)
    {
        ILocalSymbol local = declarator.Symbol;
        IOperation? storage = value;
        while (storage is IConversionOperation conversion && TypeMapping.Buffer(conversion.Type) is not null)
            storage = conversion.Operand;

        if (type.IsJagged && (storage is null || Buffers.BufferSources.IsNew(storage)))
        {
            body.RefuseType(declarator, local.Type, "use an array of two dimensions, or pass it as a parameter");
            return;
        }

        // The local may be read-only, its storage is not: initial values are written to it.
        BufferType owned = type with { Kind = type is { Kind: BufferKind.Array, Rank: 1 } ? BufferKind.Array : BufferKind.Span };
        if (body.Moving.Find(local) is { } moving)
        {
            Variable? own = storage is not null && Buffers.BufferSources.IsNew(storage) ? body.Temporary(local.Name + "Storage", owned) : null;
            if (own is not null)
                LowerStorage(declarator.Syntax, () => own, owned, storage!, local.Name);
            expressions.DeclareMoving(moving, own is null ? storage : null, own, declarator.Syntax);
        }
        else if (storage is not null && Buffers.BufferSources.IsNew(storage))
        {
            if (owned.Rank > 1)
                LowerGrid(declarator, owned, (IArrayCreationOperation)storage);
            else
                LowerStorage(declarator.Syntax, () => body.Declare(local, owned), owned, storage, local.Name);
        }
        else if (storage is null)
        {
            body.Refuse(
                Descriptors.ValueType, declarator, local.Type.ToDisplayString(),
                "a span or array always names the same elements: declare it where they are known");
        }
        else if (type.IsWhole)
        {
            if (expressions.Lower(storage) is { } whole)
                body.Bind(local, whole);
        }
        else if (expressions.Lower(storage) is { } view)
        {
            if (view.Type is not BufferType { Element: var element } || element != type.Element)
            {
                body.Silently();
                return;
            }
            Variable variable = body.Declare(local, type.View);
            body.Storage.AddView(variable, view);
            body.EmitMain(new Declare(variable, view), declarator.Syntax);
        }
    }

    /// <summary>New storage where it has no name of its own: an argument.</summary>
    public Expr? LowerArgument(IOperation storage)
    {
        // A clone has no type of its own.
        ITypeSymbol? given = Buffers.BufferCopy.Of(storage)?.Source.Type ?? storage.Type;
        if (TypeMapping.Buffer(given) is not { IsWhole: false } type)
            return body.Refuse(Descriptors.StoragePlace, storage);
        BufferType owned = type with { Kind = BufferKind.Span };
        Variable? made = null;
        string comment = body.Comment;
        LowerStorage(storage.Syntax, () => made = body.Temporary("elements", owned), owned, storage, "elements");
        body.Comment = comment;
        return made is null || body.Refusals.Any ? body.Silently() : new Read(made);
    }

    private void LowerStorage(SyntaxNode at, Func<Variable> declare, BufferType type, IOperation storage, string name)
    {
        if (Buffers.BufferCopy.Of(storage) is { } copy)
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
    private static bool IsParams(IOperation storage) => storage is not IArrayCreationOperation && storage.Parent is IArgumentOperation { ArgumentKind: not (ArgumentKind.Explicit or ArgumentKind.DefaultValue) };

    private void LowerCopy(SyntaxNode at, Func<Variable> declare, BufferType type, Buffers.BufferCopy copy, string name)
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
            source = new Values.ValueLocals(body).Named(name + "Source", source, at);
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
        List<Expr> named = values.Select(value => value is Read or Constant || value.Type is ScalarType ? value : new Values.ValueLocals(body).Named(name + "Source", value, at)).ToList();
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
    private void LowerGrid(IVariableDeclaratorOperation declarator, BufferType type, IArrayCreationOperation storage)
    {
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
            bool isFixed = length is Constant || (length is Read && variable is not null && !Inlining.Assignments.Reassign(WholeOf(size), variable));
            lengths.Add(isFixed ? length : new Values.ValueLocals(body).Named($"{local.Name}Length{lengths.Count}", length, size.Syntax));
        }
        Variable grid = body.Declare(local, type);
        body.SetExtents(grid, lengths);
        // A product that is too large must not become a small one.
        Expr count = lengths.Aggregate((a, b) => a * b);
        body.EmitMain(new Allocate(grid, lengths.TrueForAll(length => length is Constant) ? count : new Overflow(IsChecked: true, count)), declarator.Syntax);
        Initialise(grid, Elements(storage.Initializer));
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

    private void RefuseType(IVariableDeclaratorOperation declarator, IOperation? value)
    {
        // An initial value that is refused itself says more.
        bool isValueRefused = value is not (null or IArrayCreationOperation or IConversionOperation)
            && TypeMapping.Value(value.Type) is null && expressions.Lower(value) is null;
        if (!isValueRefused)
            body.RefuseType(
                declarator, declarator.Symbol.Type,
                "use float, double, int, bool, or Span<T>, ReadOnlySpan<T>, T[], T[,] and T[,,] of these, T[][] as parameters");
        else
            body.Silently();
    }
}
