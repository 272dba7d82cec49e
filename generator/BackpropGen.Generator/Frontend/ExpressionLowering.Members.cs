using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Objects as wholes: what calls hand on.
internal sealed partial class ExpressionLowering
{
    /// <summary>What becomes of a call: generated members want their objects by name.</summary>
    public CallTreatment TreatmentOf(IInvocationOperation call)
    {
        if (body.Session.Custom.Of(call.TargetMethod) is not null)
            return CallTreatment.Members;
        CallTreatment treatment = CallDecision.Of(call, body.Session.Compilation, body.Session.Cancellation);
        // Members of a base class may be hidden by those of the own one.
        bool isNamed = (call.Instance is null || (ObjectOf(call.Instance) is not null && call.Instance.Syntax is not BaseExpressionSyntax && IsSeenAlike(call.Instance, call.TargetMethod.ContainingType)))
            && call.Arguments.All(argument => argument.Parameter is not { } parameter || !MemberLeaves.IsObject(parameter.Type)
                || (ObjectOf(argument.Value) is not null && IsSeenAlike(argument.Value, parameter.Type)))
            && call.Arguments.All(argument => Values.StructArrays.Of(argument.Parameter?.Type) is null || ObjectOf(argument.Value) is not null)
            // The parameter of a body that stands in for a call is in parts.
            && call.Arguments.All(argument => argument.Value is not IParameterReferenceOperation { Type: var type } || !TypeMapping.IsStruct(type!) || ObjectOf(argument.Value) is not null);
        bool isOnTape = CallDecision.IsOurs(call.TargetMethod, body.Session.Compilation) && !body.Session.IsRecursive(call.TargetMethod)
            && call.Arguments.Any(argument => argument.Parameter?.Type is IArrayTypeSymbol && IsOwnArray(argument.Value));
        return treatment == CallTreatment.Members && (!isNamed || isOnTape || ChangesCopy(call) || body.IsInlined(call.TargetMethod)) ? CallTreatment.Body : treatment;
    }

    /// <summary>Whether an array is one that this method makes: it lives on the tape, so that generated code has no array of it.</summary>
    private bool IsOwnArray(IOperation value) => value switch
    {
        IConversionOperation { Operand: var operand } => IsOwnArray(operand),
        _ when Buffers.BufferCopy.Of(value) is not null => true,
        IArrayElementReferenceOperation row => IsOwnArray(row.ArrayReference),
        ILocalReferenceOperation { Local: var local } => body.Moving.Find(local) is not null || IsOwn(body.Find(local)),
        IParameterReferenceOperation { Parameter: var parameter } => body.Moving.Find(parameter) is not null || IsOwn(body.Find(parameter)),
        IFieldReferenceOperation or IPropertyReferenceOperation => false,
        _ => true,
    };

    private static bool IsOwn(Expr? named) => named is Read { Variable.Kind: VariableKind.Local } or Row { Buffer: Read { Variable.Kind: VariableKind.Local } };

    /// <summary>
    /// Whether a called method finds the members of an object where they are here: those that only some classes have are found through the
    /// type that names the object.
    /// </summary>
    private bool IsSeenAlike(IOperation value, ITypeSymbol type)
    {
        ITypeSymbol? own = value is IConversionOperation { IsImplicit: true, Conversion.IsReference: true } conversion ? conversion.Operand.Type : value.Type;
        return SymbolEqualityComparer.Default.Equals(own, type) || type is not INamedTypeSymbol named || body.Classes.Of(named).Count == 0;
    }

    private static bool IsOfBase(IPropertyReferenceOperation operation) => operation.Instance?.Syntax is BaseExpressionSyntax;

    private Expr? RefuseOverridden(IPropertyReferenceOperation operation) => body.Refuse(
        Descriptors.Expression, operation, $"The field of the automatic property '{operation.Property.Name}', which others override,", "write the property with a field of its own");

    private Expr? RefuseState(IOperation operation, ISymbol state)
    {
        ITypeSymbol? type = (state as IFieldSymbol)?.Type ?? (state as IPropertySymbol)?.Type;
        string wayOut = TypeMapping.Buffer(type) is null ? "or make it const" : "or make it a private array that is readonly and that nothing writes";
        return body.Refuse(Descriptors.OutsideState, operation, state.Name, wayOut);
    }

    /// <summary>An object or struct as a whole: the method's own, a parameter, or one inside of these; null where it is none of them.</summary>
    public Read? ObjectOf(IOperation? operation)
    {
        string path = "";
        while (true)
        {
            switch (operation)
            {
                case IFieldReferenceOperation { Field: { IsStatic: false } field } member:
                    path = "." + Identifiers.Escape(field.Name) + path;
                    operation = member.Instance;
                    break;
                case IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } property } member:
                    path = "." + Identifiers.Escape(property.Name) + path;
                    operation = member.Instance;
                    break;
                case IConversionOperation { IsImplicit: true, OperatorMethod: null, Conversion: { IsReference: true } } conversion:
                    operation = conversion.Operand;
                    break;
                case IConversionOperation conversion when Values.StructArrays.Of(conversion.Type) is not null && Values.StructArrays.Of(conversion.Operand.Type) is not null:
                    operation = conversion.Operand;
                    break;
                case IParameterReferenceOperation reference when body.Find(reference.Parameter) is null && ParameterOf(reference) is { } parameter && (parameter.Leaves.Count > 0 || parameter.Whole.Classes.Count > 0):
                    return Inside(parameter, path);
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when body.This is null && body.Signature.IsInstance:
                    return Inside(body.Signature.Parameters[0], path);
                case ILocalReferenceOperation { IsDeclaration: false } local when body.FindObject(local.Local) is { } whole:
                    (Parameter outer, Part part) = Objects.Find(body.Signature.Parameters, whole.Variable);
                    return Inside(outer, part.Path + path);
                default:
                    return null;
            }
        }
    }

    private static Read? Inside(Parameter parameter, string path)
    {
        if (path.Length == 0)
            return parameter.IsStruct ? new Read(parameter.Variable) : null;
        return parameter.Parts.Items.FirstOrDefault(part => part.Path == path) is { } inner ? new Read(inner.Variable) : null;
    }
}
