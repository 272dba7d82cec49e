using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Expressions. What has no method here is refused by <see cref="DefaultVisit"/>, so that a new kind of operation in a newer compiler is a
/// diagnostic and never a wrong gradient. Null means: refused, and reported.
/// </summary>
internal sealed partial class ExpressionLowering(BodyContext body) : OperationVisitor<object?, Expr?>
{
    public Expr? Lower(IOperation? operation) => operation is null ? body.Silently() : body.Deeper(operation.Syntax, () => Visit(operation))
        // What has a value and gets none is never left out: without a reason that is a fault.
        ?? (operation.Type is null or { SpecialType: SpecialType.System_Void } ? null : body.Silently());

    /// <summary>A visitor passes over what the compiler has no operation for.</summary>
    private Expr? Visit(IOperation operation) => Reaches(operation) ? Accept(operation) : null;

    /// <summary>Whether generated code can name the enum of which the operation gives a value; other types are no question here.</summary>
    public bool Reaches(IOperation operation)
    {
        if (operation.Type is not { TypeKind: TypeKind.Enum } named)
            return true;
        if (!body.Reaches(named))
        {
            body.RefuseType(operation, named, "declare it as internal, so that the members generated for it can name it");
            return false;
        }
        body.Enums[TypeMapping.Scalar(named)!.Name] = body.Names.Write(named);
        return true;
    }

    private Expr? Accept(IOperation operation) => operation.Kind == OperationKind.None ? DefaultVisit(operation, null) : operation.Accept(this, null);

    public OperandList LowerInOrder(params IOperation?[] operations)
    {
        var operands = new OperandList(body);
        foreach (IOperation? operation in operations)
            operands.Add(operation?.Syntax ?? body.Source.Syntax, () => Lower(operation));
        return operands;
    }

    public override Expr? DefaultVisit(IOperation operation, object? argument)
    {
        if (operation is IInvalidOperation || operation.Type is IErrorTypeSymbol)
            return body.RefuseRejected(operation);
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (Buffers.BufferSources.IsStorage(operation) || Buffers.StorageLowering.IsParams(operation))
            return LowerNew(operation);
        (string what, string wayOut) = LanguageSubset.RefusedExpressions.TryGetValue(operation.Kind, out (string, string) known)
            ? known
            : operation.Kind == OperationKind.None && operation.Syntax is PrefixUnaryExpressionSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax ? ("A pointer", "use spans")
            : ("This expression", "write it with arithmetic, functions of Math, and calls of [Differentiable] methods");
        return body.Refuse(Descriptors.Expression, operation, what, wayOut);
    }

    public Buffers.StorageLowering Storages => new(body, this);

    /// <summary>New elements that no local owns.</summary>
    private Expr? LowerNew(IOperation operation) =>
        IsPassed(operation) ? Storages.LowerUnnamed(operation) : body.Refuse(Descriptors.StoragePlace, operation);

    /// <summary>What is passed to a method, which knows it by its parameter, what a loop goes over, or what a body returns to the one that it stands in.</summary>
    private bool IsPassed(IOperation operation) =>
        operation.Parent is IArgumentOperation or IForEachLoopOperation or IConversionOperation { Parent: IForEachLoopOperation } || (operation.Parent is IReturnOperation && body.Inlined.Depth > 0)
        || (operation.Parent is IConversionOperation conversion && TypeMapping.Buffer(conversion.Type) is not null && IsPassed(conversion));

    public override Expr? VisitLiteral(ILiteralOperation operation, object? argument) =>
        ConstantLowering.Lower(operation) ?? body.RefuseType(operation, operation.Type, "use float, double, int or bool");

    public override Expr? VisitLocalReference(ILocalReferenceOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (operation.IsDeclaration)
            return body.Refuse(
                Descriptors.Expression, operation, "A declaration inside an expression", "declare the local in a statement of its own");
        if (body.Moving.Find(operation.Local) is { } moving)
            return ViewOf(moving, operation);
        if (body.Find(operation.Local) is { } value and not Inlining.FunctionValue)
            return value;
        return operation.Local.Type.TypeKind == TypeKind.Delegate ? RefuseDelegate(operation) : body.Silently();
    }

    private Expr? RefuseDelegate(IOperation operation) =>
        body.Refuse(Descriptors.Expression, operation, "A delegate as a value", "call it, or pass it to a method of this project that calls it");

    public override Expr? VisitParameterReference(IParameterReferenceOperation operation, object? argument)
    {
        if (body.Moving.Find(operation.Parameter) is { } moving)
            return ViewOf(moving, operation);
        if (OpaqueOf(operation) is not null)
            return body.RefuseType(operation, operation.Type, "it can be handed on to other methods, and named in the messages of exceptions");
        if (body.Find(operation.Parameter) is { } bound)
            return bound is Inlining.FunctionValue ? RefuseDelegate(operation) : bound;
        if (operation.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            return body.Refuse(Descriptors.Expression, operation, $"'{operation.Parameter.Name}', a parameter that its {TypeShells.Keyword(constructor.ContainingType)} keeps,", "keep it in a field of its own");
        if (ParameterOf(operation) is not { } parameter || (parameter.Leaves.Count == 0 && parameter.Whole.Classes.Count == 0))
            return body.Silently();
        if (!parameter.IsStruct)
            return new Read(parameter.Variable);
        return Values.ParameterValue.Of(parameter, operation.Parameter.Type, body)
            ?? body.RefuseType(operation, operation.Type, "use the struct's fields, or pass it as a whole to a [Differentiable] method");
    }

    public override Expr? VisitFieldReference(IFieldReferenceOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (operation.Field.IsStatic)
            return LowerStaticField(operation);
        return PartOf(operation, operation.Instance, Values.StructLayout.NameOf(operation.Field));
    }

    /// <summary>A text, or a parameter that has no meaning here, as something to hand on; null for other values.</summary>
    public Verbatim? OpaqueOf(IOperation value) => value switch
    {
        { Type.SpecialType: SpecialType.System_String, ConstantValue: { HasValue: true, Value: var text } } =>
            new Verbatim(text is string known ? SymbolDisplay.FormatLiteral(known, quote: true) : "null!"),
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion => OpaqueOf(conversion.Operand),
        IParameterReferenceOperation { Parameter: var parameter } reference when TypeMapping.Value(parameter.Type) is null =>
            body.Find(parameter) is { } bound ? bound as Verbatim : ParameterOf(reference) is { IsOpaque: true } own ? new Verbatim(own.Name) : null,
        _ => null,
    };

    public Parameter? ParameterOf(IParameterReferenceOperation operation) =>
        operation.Parameter.ContainingSymbol is IMethodSymbol owner
        && SymbolEqualityComparer.Default.Equals(owner.PartialImplementationPart ?? owner, body.Source.Symbol)
        && operation.Parameter.Ordinal + body.FirstParameter < body.Signature.Parameters.Count
            ? body.Signature.Parameters[operation.Parameter.Ordinal + body.FirstParameter]
            : null;

    /// <summary>A field or an automatic property of a parameter, an object or a value.</summary>
    private Expr? PartOf(IOperation operation, IOperation? instance, string name)
    {
        if (MemberOf(operation) is { } leaf)
            return new Read(leaf.Variable);
        if (instance is null || Lower(instance) is not { } whole)
            return instance is null ? body.Silently() : null;
        return whole is Aggregate aggregate && aggregate[name] is { } part
            ? part
            : body.RefuseType(operation, operation.Type, "only accessible fields that are scalars, spans or arrays have a meaning here, under a name that no other member of the object has");
    }

    /// <summary>The leaf that a chain of fields and automatic properties of a parameter of the method names; null where it is none.</summary>
    private Leaf? MemberOf(IOperation operation)
    {
        string path = "";
        IOperation? instance = operation;
        while (Member(instance) is { } member)
        {
            path = "." + Identifiers.Escape(member.Name) + path;
            instance = member.Instance;
        }
        Parameter? owner = instance switch
        {
            IParameterReferenceOperation reference when body.Find(reference.Parameter) is null => ParameterOf(reference),
            IInstanceReferenceOperation when body.This is null && body.FirstParameter > 0 => body.Signature.Parameters[0],
            _ => null,
        };
        return owner?.Leaves.Items.FirstOrDefault(leaf => leaf.Path == path);

        static (string Name, IOperation? Instance)? Member(IOperation? part) => part switch
        {
            IFieldReferenceOperation { Field.IsStatic: false } field => (Values.StructLayout.NameOf(field.Field), field.Instance),
            IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } property } reference => (property.Name, reference.Instance),
            _ => null,
        };
    }

    public override Expr? VisitConversion(IConversionOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (operation.Operand is IThrowOperation thrown)
            return LowerThrow(thrown) && operation.Type is { } type ? Values.StructLayout.Default(type) ?? body.RefuseType(operation, type, "throw in a statement of its own") : null;
        if (operation.OperatorMethod is { } convert && TypeMapping.Scalar(convert.ContainingType) is null && !Values.StructArrays.HasElements(operation.Type))
            return Inline(operation, convert, null, [(operation.Operand, operation.Operand.Syntax)]);
        if (Values.StructLayout.Of(operation.Type) is not null && operation.Operand.Type is { } same
            && Values.StructLayout.TypeOf(same) == Values.StructLayout.TypeOf(operation.Type!))
            return Lower(operation.Operand);
        if (operation is { Type: INamedTypeSymbol { IsTupleType: true }, Operand.Type.IsTupleType: true, OperatorMethod: null })
            return ConvertTuple(operation);
        if (TypeMapping.Buffer(operation.Type) is { } buffer && TypeMapping.Buffer(operation.Operand.Type) is { } source
            && buffer.Element == source.Element)
            return buffer.Kind == BufferKind.Array ? Lower(operation.Operand) : LowerElementsOf(operation.Operand);
        if (Values.StructArrays.Of(operation.Type) is { } structs && Values.StructArrays.Of(operation.Operand.Type) is { } own
            && SymbolEqualityComparer.Default.Equals(structs.Element, own.Element))
            return Lower(operation.Operand);
        if (TypeMapping.Buffer(operation.Type) is not null && Buffers.BufferCopy.Of(operation.Operand) is not null)
            return Lower(operation.Operand);
        if (operation is { IsImplicit: true, Conversion.IsReference: true } && operation.Operand.Type is { } derived && MemberLeaves.IsObject(derived))
            return Lower(operation.Operand);
        if (!operation.GetConversion().Exists)
        {
            Lower(operation.Operand);
            return body.Silently();
        }
        if (TypeMapping.Scalar(operation.Type) is not { } to || TypeMapping.Scalar(operation.Operand.Type) is not { } from
            || operation.OperatorMethod is not null)
        {
            // What is inside usually says more than its conversion.
            return Lower(operation.Operand) is null ? null : body.RefuseType(operation, operation.Type, "use float, double, int or bool");
        }
        if (Lower(operation.Operand) is not { } operand)
            return null;
        if (from == to)
            return operand;
        bool mayOverflow = to.IsInteger && !operation.Conversion.IsImplicit;
        // Around a user's own conversion, a cast may stand for several.
        var converted = new Convert(to, operand, operation.IsImplicit && operation.Conversion.IsImplicit);
        return mayOverflow && operation.IsChecked != body.IsProjectChecked ? WithOverflow(converted, operation.IsChecked) : converted;
    }
}
