using BackpropGen.Generator.Frontend.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>What becomes of a call.</summary>
internal enum CallTreatment
{
    /// <summary>The method has generated members: it is marked, or a helper for which private ones are generated.</summary>
    Members,

    /// <summary>The body of the method stands in for the call.</summary>
    Body,

    /// <summary>Nothing here knows the method.</summary>
    Unknown,
}

/// <summary>The one place that decides how a called method is differentiated.</summary>
internal static class CallDecision
{
    public static CallTreatment Of(IInvocationOperation call, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction)
            return CallTreatment.Body;
        if (Inlining.Extensions.IsBlock(method.ContainingType) || Inlining.Extensions.IsCalledAsStatic(method))
            return CallTreatment.Body;
        if (ExpressionLowering.IsDispatched(call, method))
            return IsOurs(method, compilation) ? CallTreatment.Body : CallTreatment.Unknown;
        // The body of a method that returns a struct gives its parts.
        bool hasMembers = TypeMapping.IsDifferentiable(method) && (method.ReturnsVoid || TypeMapping.Scalar(method.ReturnType) is not null)
            || (IsHelper(method, compilation, cancellation) && (method.ReturnsVoid || TypeMapping.Scalar(method.ReturnType) is { IsFloating: true }));
        if (hasMembers)
            return (method.IsStatic || (TypeMapping.IsDifferentiable(method) && !IsOfReference(call.Instance))) && call.Arguments.All(argument => CanPass(argument, TypeMapping.IsDifferentiable(method)))
                ? CallTreatment.Members : CallTreatment.Body;
        return IsOurs(method, compilation) ? CallTreatment.Body : CallTreatment.Unknown;
    }

    /// <summary>A struct by reference, or one in it: Backward has only its gradient.</summary>
    private static bool IsOfReference(IOperation? instance) => instance switch
    {
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.Ref or RefKind.Out, Type.IsReferenceType: false } } => true,
        IFieldReferenceOperation { Field.ContainingType.IsReferenceType: false } field => IsOfReference(field.Instance),
        IPropertyReferenceOperation { Property.ContainingType.IsReferenceType: false } property => IsOfReference(property.Instance),
        _ => false,
    };

    public static bool IsOurs(IMethodSymbol method, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) && method.DeclaringSyntaxReferences.Length > 0;

    /// <summary>Generated members take structs that are whole parameters, or have spans and arrays, and marked methods take objects; other structs come part by part.</summary>
    private static bool CanPass(IArgumentOperation argument, bool isMarked) => argument.Parameter is not { } parameter
        || ((isMarked || !MemberLeaves.IsObject(parameter.Type))
            && (StructLayout.Of(parameter.Type) is not { } layout
                || (parameter.RefKind is not (RefKind.Ref or RefKind.Out)
                    && (argument.Value is IParameterReferenceOperation { Parameter.RefKind: not (RefKind.Ref or RefKind.Out) } || layout.Any(part => TypeMapping.Buffer(part.Type) is not null)))));

    /// <summary>
    /// A method in the source of this project whose signature a marked method could have, but for its result, which may be any number or
    /// truth value.
    /// </summary>
    public static bool IsHelper(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        method is { MethodKind: MethodKind.Ordinary, IsAsync: false, IsExtern: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && !TypeMapping.IsDifferentiable(method) && !Inlining.Extensions.IsBlock(method.ContainingType) && !Inlining.Extensions.IsCalledAsStatic(method)
        && method.OriginalDefinition.TypeParameters.All(parameter => GenericNumbers.Of(parameter) is not null)
        && (method.IsStatic || method.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct)
        && (method.ReturnsVoid || TypeMapping.Scalar(method.ReturnType) is not null)
        && method.Parameters.All(IsPassable)
        && MethodSource.Of(method, compilation, cancellation) is { Syntax: { Body: not null } or { ExpressionBody: not null } };

    private static bool IsPassable(IParameterSymbol parameter) => parameter switch
    {
        { IsParams: true } => false,
        // No copy of it can stand on the tape for a backward method that needs its old values.
        { Type: IArrayTypeSymbol { Rank: > 1 } or IArrayTypeSymbol { ElementType: IArrayTypeSymbol } } => false,
        { RefKind: RefKind.None or RefKind.In } => TypeMapping.Value(parameter.Type) is not null || TypeMapping.IsStruct(parameter.Type) || parameter.Type.SpecialType == SpecialType.System_String
            || (MemberLeaves.IsObject(parameter.Type) && parameter.RefKind == RefKind.None),
        { RefKind: RefKind.Ref or RefKind.Out } => TypeMapping.Scalar(parameter.Type) is not null,
        _ => false,
    };
}
