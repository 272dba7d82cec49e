using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Declarations: scalars, buffers with storage of their own, and views of other buffers.</summary>
internal sealed class LocalLowering(BodyContext body, ExpressionLowering expressions)
{
    private readonly Buffers.StorageLowering storages = expressions.Storages;

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
        if (local.IsRef && value is null)
            body.Silently();
        else if (local.IsRef)
            expressions.BindReference(local, value!);
        else if (TypeMapping.Scalar(local.Type) is { } scalar)
            LowerScalar(declarator, scalar, value);
        else if (TypeMapping.Buffer(local.Type) is { } buffer)
            LowerBuffer(declarator, buffer, value);
        else if (Values.StructArrays.Of(local.Type) is { Element: var element })
            LowerStructs(declarator, element, value);
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

    /// <summary>A span or an array of structs: new ones, or another name for some.</summary>
    private void LowerStructs(IVariableDeclaratorOperation declarator, INamedTypeSymbol element, IOperation? value)
    {
        while (value is IConversionOperation conversion && Values.StructArrays.Of(conversion.Type) is not null)
            value = conversion.Operand;
        if (value is null || !IsAssignedOnce(declarator))
            body.Refuse(Descriptors.BufferReassigned, declarator, declarator.Symbol.Name);
        else if (Buffers.BufferSources.IsStorage(value))
            storages.LowerStructs(declarator, element, value);
        else if (expressions.Lower(value) is Aggregate { IsArray: true } array)
            body.Bind(declarator.Symbol, array);
        else
            body.Silently();
    }

    /// <summary>Nothing assigns the local after its declaration.</summary>
    private static bool IsAssignedOnce(IVariableDeclaratorOperation declarator) => !Inlining.Assignments.Reassign(WholeOf(declarator), declarator.Symbol);

    public static IOperation WholeOf(IOperation operation)
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

        if (type.IsJagged && storage is not null && Buffers.BufferSources.IsStorage(storage))
        {
            if (storages.LowerRows(declarator.Syntax, local, type, storage, numbers => body.Declare(local, numbers)) is { } rows)
                body.Bind(local, rows);
            return;
        }

        // The local may be read-only, its storage is not: initial values are written to it.
        BufferType owned = type with { Kind = type is { Kind: BufferKind.Array, Rank: 1 } ? BufferKind.Array : BufferKind.Span };
        if (body.Moving.Find(local) is { } moving)
        {
            Variable? own = storage is not null && Buffers.BufferSources.IsNew(storage) && body.Moving.HasOwn(moving) ? body.Temporary(local.Name + "Storage", owned) : null;
            if (own is not null)
                storages.Lower(declarator.Syntax, count => storages.Allocate(own, count, declarator.Syntax), owned, storage!, local.Name);
            expressions.DeclareMoving(moving, own is null ? storage : null, own, declarator.Syntax);
        }
        else if (storage is not null && Buffers.BufferSources.IsNew(storage))
        {
            if (owned.Rank > 1)
                storages.LowerGrid(declarator, owned, storage);
            else if (body.Rows.IsStored(local))
                storages.Lower(declarator.Syntax, count => DeclareRow(local, count, owned, declarator.Syntax), owned, storage, local.Name);
            else
                storages.Lower(declarator.Syntax, count => storages.Allocate(body.Declare(local, owned), count, declarator.Syntax), owned, storage, local.Name);
        }
        else if (storage is null)
        {
            body.Refuse(
                Descriptors.ValueType, declarator, local.Type.ToDisplayString(),
                "a span or array always names the same elements: declare it where they are known");
        }
        else if (storage.ConstantValue is { HasValue: true, Value: null } && storage.Type?.TypeKind != TypeKind.Error)
        {
            body.RefuseType(declarator, local.Type, "it is never there: remove it, or assign the elements that it is to have");
        }
        else if (type.IsWhole)
        {
            if (expressions.Lower(storage) is { } whole)
                body.Bind(local, whole);
        }
        else if (type.Kind == BufferKind.Array && expressions.MayBeNull(local, WholeOf(declarator)) && expressions.RowOf(storage) is { } optional)
        {
            // Whether it is there is seen where its elements are used.
            body.Bind(local, body.Rows.Kept(optional, local.Name, declarator.Syntax));
        }
        else if (LowerView(local, type, storage) is { } view)
        {
            if (view is Row made && type.Kind == BufferKind.Array && body.Rows.IsNumbered(made) && expressions.MayBeNull(local, WholeOf(declarator)))
            {
                body.Bind(local, body.Rows.Kept(made, local.Name, declarator.Syntax));
                return;
            }
            if (view.Type is not BufferType { Element: var element } || element != type.Element)
            {
                body.Silently();
                return;
            }
            if (view is Row row && body.Rows.IsStored(local))
                view = body.Rows.Kept(row, local.Name, declarator.Syntax);
            DeclareView(local, type, view, declarator.Syntax);
        }
    }

    private Expr? LowerView(ILocalSymbol local, BufferType type, IOperation value)
    {
        if (value is IInvocationOperation && body.Rows.IsStored(local))
            body.Rows.Want(value, body.Rows.RowsFor(local, type, value.Syntax));
        return type.Kind == BufferKind.Array ? expressions.Lower(value) : expressions.LowerElementsOf(value);
    }

    private Read DeclareView(ILocalSymbol local, BufferType type, Expr view, Microsoft.CodeAnalysis.SyntaxNode at)
    {
        Variable variable = body.Declare(local, type.View);
        body.Storage.AddView(variable, view);
        body.EmitMain(new Declare(variable, view), at);
        return new Read(variable);
    }

    /// <summary>New elements that become a row of an array of arrays.</summary>
    private Read DeclareRow(ILocalSymbol local, Expr count, BufferType type, Microsoft.CodeAnalysis.SyntaxNode at) =>
        DeclareView(local, type, body.Rows.New(body.Rows.RowsFor(local, type, at), count, local.Name, at), at);

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
