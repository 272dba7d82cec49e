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
    public Expr? Lower(IOperation? operation) =>
        operation is null ? body.Silently() : body.Deeper(operation.Syntax, () => operation.Accept(this, null));

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
            return body.Silently();
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (operation is IArrayCreationOperation
            || operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax)
            return body.Refuse(Descriptors.StoragePlace, operation);
        (string what, string wayOut) = LanguageSubset.RefusedExpressions.TryGetValue(operation.Kind, out (string, string) known)
            ? known
            : ("This expression", "write it with arithmetic, functions of Math, and calls of [Differentiable] methods");
        return body.Refuse(Descriptors.Expression, operation, what, wayOut);
    }

    public override Expr? VisitLiteral(ILiteralOperation operation, object? argument) =>
        ConstantLowering.Lower(operation) ?? body.RefuseType(operation, operation.Type, "use float, double, int or bool");

    public override Expr? VisitLocalReference(ILocalReferenceOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (operation.IsDeclaration)
            return body.Refuse(
                Descriptors.Expression, operation, "A declaration inside an expression", "declare the local in a statement of its own");
        if (body.FindObject(operation.Local) is not null)
            return body.RefuseType(operation, operation.Type, "an object is used through its members, or passed on as a whole");
        return body.Find(operation.Local) is { } variable ? new Read(variable) : body.Silently();
    }

    public override Expr? VisitParameterReference(IParameterReferenceOperation operation, object? argument)
    {
        if (ParameterOf(operation) is not { Leaves.Count: > 0 } parameter)
            return body.Silently();
        return parameter.IsStruct
            ? body.RefuseType(operation, operation.Type, "use the struct's fields, or pass it as a whole to a [Differentiable] method")
            : new Read(parameter.Variable);
    }

    public override Expr? VisitFieldReference(IFieldReferenceOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (operation.Field.IsStatic)
            return body.Refuse(Descriptors.OutsideState, operation, operation.Field.Name);
        return MemberOf(operation) is { } leaf ? LowerLeaf(leaf, operation) : null;
    }

    public Parameter? ParameterOf(IParameterReferenceOperation operation) =>
        operation.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: not (MethodKind.LambdaMethod or MethodKind.LocalFunction) }
        && operation.Parameter.Ordinal + (body.This is null ? 0 : 1) is var position && position < body.Signature.Parameters.Count
            ? body.Signature.Parameters[position]
            : null;

    /// <summary>The leaf that a chain of members names; null, and refused, where it is none.</summary>
    private Leaf? MemberOf(IFieldReferenceOperation operation)
    {
        if (LeafOf(operation) is { } leaf)
            return leaf;
        if (Chain(operation) is not null)
        {
            body.RefuseType(operation, operation.Type, "only accessible fields that are scalars, spans or arrays have a meaning here");
            return null;
        }
        IOperation? instance = operation;
        while (instance is IFieldReferenceOperation { Field.IsStatic: false } field)
            instance = field.Instance;
        if (instance is not IParameterReferenceOperation)
            Lower(instance);
        body.Silently();
        return null;
    }

    public override Expr? VisitConversion(IConversionOperation operation, object? argument)
    {
        if (ConstantLowering.Lower(operation) is { } constant)
            return constant;
        if (TypeMapping.Buffer(operation.Type) is { } buffer && TypeMapping.Buffer(operation.Operand.Type) is { } source
            && buffer.Element == source.Element)
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
        if (mayOverflow && body.IsProjectChecked && !operation.IsChecked)
            return body.Refuse(Descriptors.CheckedArithmetic, operation, "this conversion");
        return new Convert(to, operand, operation.IsImplicit, mayOverflow && operation.IsChecked && !body.IsProjectChecked);
    }
}
