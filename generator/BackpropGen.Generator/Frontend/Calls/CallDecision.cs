using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>What becomes of a call.</summary>
internal enum CallTreatment
{
    /// <summary>The method has generated members: it is marked, or a helper for which private ones are generated.</summary>
    Members,

    /// <summary>The body of a helper stands in for the call.</summary>
    Expression,

    /// <summary>Nothing here knows the method.</summary>
    Unknown,
}

/// <summary>The one place that decides how a called method is differentiated.</summary>
internal static class CallDecision
{
    public static CallTreatment Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (TypeMapping.IsDifferentiable(method))
            return CallTreatment.Members;
        if (!IsHelper(method, compilation, cancellation))
            return CallTreatment.Unknown;
        return method.ReturnsVoid || TypeMapping.Scalar(method.ReturnType) is { IsFloating: true } ? CallTreatment.Members : CallTreatment.Expression;
    }

    /// <summary>
    /// A method in the source of this project whose signature a marked method could have, but for its result, which may be any number or
    /// truth value.
    /// </summary>
    public static bool IsHelper(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        method is { MethodKind: MethodKind.Ordinary, IsAsync: false, IsExtern: false, IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && !TypeMapping.IsDifferentiable(method)
        && (method.IsStatic || method.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct)
        && (method.ReturnsVoid || TypeMapping.Scalar(method.ReturnType) is not null)
        && method.Parameters.All(IsPassable)
        && MethodSource.Of(method, compilation, cancellation) is { Syntax: { Body: not null } or { ExpressionBody: not null } };

    private static bool IsPassable(IParameterSymbol parameter) => parameter switch
    {
        { IsParams: true } => false,
        { RefKind: RefKind.None or RefKind.In } => TypeMapping.Value(parameter.Type) is not null || TypeMapping.IsStruct(parameter.Type)
            || (MemberLeaves.IsObject(parameter.Type) && parameter.RefKind == RefKind.None),
        { RefKind: RefKind.Ref or RefKind.Out } => TypeMapping.Scalar(parameter.Type) is not null,
        _ => false,
    };
}
