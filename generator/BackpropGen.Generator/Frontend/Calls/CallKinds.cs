using BackpropGen.Generator.Frontend.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>What becomes of a call.</summary>
internal enum CallKind
{
    /// <summary>The body of the called method takes its place.</summary>
    Inlined,

    /// <summary>Its generated Forward and Backward are called.</summary>
    Differentiated,

    /// <summary>A method of spans and arrays that the language knows, or one that is refused.</summary>
    Known,
}

/// <summary>Decides what becomes of calls.</summary>
internal static class CallKinds
{
    public static CallKind Of(IInvocationOperation call, BodyContext body)
    {
        IMethodSymbol target = call.TargetMethod;
        if (target.MethodKind == MethodKind.LocalFunction)
            return CallKind.Inlined;
        if (TypeMapping.IsDifferentiable(target))
            return HasGeneratedForm(call) ? CallKind.Differentiated : CallKind.Inlined;
        bool isOurs = SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, body.Source.Model.Compilation.Assembly);
        return isOurs && target.DeclaringSyntaxReferences.Length > 0 ? CallKind.Inlined : CallKind.Known;
    }

    /// <summary>Whether the generated members can be called: static, with structs only where they are whole parameters.</summary>
    private static bool HasGeneratedForm(IInvocationOperation call) => call.TargetMethod.IsStatic && call.Arguments.All(HasGeneratedForm);

    private static bool HasGeneratedForm(IArgumentOperation argument) => argument.Parameter is not { } parameter
        || (!MemberLeaves.IsObject(parameter.Type)
            && (StructLayout.Of(parameter.Type) is not { } layout || argument.Value is IParameterReferenceOperation
                || layout.Any(part => TypeMapping.Buffer(part.Type) is not null)));
}
