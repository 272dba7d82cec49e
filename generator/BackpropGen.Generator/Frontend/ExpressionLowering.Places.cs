using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Which expressions are variables, which C# hands on by reference, and which of them may be changed.
internal sealed partial class ExpressionLowering
{
    /// <summary>Whether an expression is a variable, which an <c>in</c> parameter refers to; of anything else C# makes a copy.</summary>
    private static bool IsVariable(IOperation? expression) => expression switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation { Field.IsStatic: false, Instance: { } owner } => owner.Type?.IsReferenceType == true || IsVariable(owner),
        IInvocationOperation { TargetMethod: var method } => IsByReference(method),
        IPropertyReferenceOperation { Property: var property } => property.ReturnsByRef || property.ReturnsByRefReadonly,
        _ => IsElement(expression),
    };

    /// <summary>Whether an expression is a variable that is found without evaluating anything.</summary>
    private static bool IsNamed(IOperation expression) => expression switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation { Field.IsStatic: false, Instance: { } owner } => IsNamed(owner),
        _ => false,
    };

    /// <summary>
    /// Whether an instance is a variable whose changes remain. Of one that must not change, a method that is not readonly gets a copy: of a
    /// readonly reference or field, and of the object of a readonly method.
    /// </summary>
    private bool IsPlace(IOperation? instance) => instance switch
    {
        ILocalReferenceOperation { Local.RefKind: var kind } => kind != RefKind.RefReadOnly,
        IParameterReferenceOperation { Parameter.RefKind: var kind } => kind is not (RefKind.In or RefKind.RefReadOnlyParameter),
        IInstanceReferenceOperation => Running is not { IsReadOnly: true },
        IFieldReferenceOperation { Field: { IsStatic: false } field, Instance: { } owner } =>
            (!field.IsReadOnly || IsSetting(field, owner)) && (owner.Type?.IsReferenceType == true || IsPlace(owner)),
        IInvocationOperation { TargetMethod.ReturnsByRef: var isReference } => isReference,
        IPropertyReferenceOperation { Property.ReturnsByRef: var isReference } => isReference,
        _ => IsElement(instance),
    };

    /// <summary>Whether a call works on a copy of its object, and changes it: what it changes is lost.</summary>
    private bool ChangesCopy(IInvocationOperation call) => call.Instance is { Type.IsValueType: true } instance && !call.TargetMethod.IsReadOnly && !IsPlace(instance)
        && body.Session.Bodies.Of(call.TargetMethod) is { } block && Inlining.Assignments.ChangeObject(block);

    /// <summary>The method whose code is being lowered.</summary>
    private IMethodSymbol? Running => body.Inlined.Innermost is { } function ? function as IMethodSymbol : body.Source.Symbol;

    /// <summary>Constructors and init accessors may change the readonly fields of their own object.</summary>
    private bool IsSetting(IFieldSymbol field, IOperation owner) => owner is IInstanceReferenceOperation
        && Running is { } method && (method.MethodKind == MethodKind.Constructor || method.IsInitOnly) && SymbolEqualityComparer.Default.Equals(method.ContainingType, field.ContainingType);

    private static bool IsElement(IOperation? expression) => expression switch
    {
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation { Argument: not IRangeOperation } => TypeMapping.Scalar(expression.Type) is not null || Values.StructLayout.Default(expression.Type!) is not null,
        _ => false,
    };

    /// <summary>Whether a span or array may be assigned while a method sees it.</summary>
    private static bool MayMove(IOperation argument) => TypeMapping.Buffer(argument.Type) is not null
        && argument switch { ILocalReferenceOperation local => local.Local, IParameterReferenceOperation parameter => parameter.Parameter, _ => (ISymbol?)null } is { } symbol
        && LocalLowering.WholeOf(argument).Descendants().Any(part => part is IAnonymousFunctionOperation or ILocalFunctionOperation && Inlining.Assignments.Reassign(part, symbol));

    /// <summary>
    /// An argument for an <c>in</c> parameter: the variable itself where it is one, so that the method sees what later arguments leave in it.
    /// Which element it is, is settled at its turn.
    /// </summary>
    public Expr? LowerIn(IOperation argument)
    {
        if (MayMove(argument))
            return body.Refuse(Descriptors.Argument, argument, argument.Syntax.ToString(), "a local function or lambda assigns it, and C# passes the variable itself: pass a local that is assigned once");
        if (Lower(argument) is not { } value)
            return null;
        bool isPlace = value is Read { Type: ScalarType } or Element or Aggregate or Detached { Operand: Read };
        return isPlace && IsVariable(argument) ? new Reference("in", value is Aggregate ? Settled(value, "at", argument.Syntax) : value) : value;
    }
}
