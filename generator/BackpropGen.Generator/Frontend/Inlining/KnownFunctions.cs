using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>A lambda, a local function or a method that a delegate is known to call.</summary>
/// <param name="Body">Of a lambda, its code; null for a method or a local function.</param>
internal sealed record KnownFunction(IMethodSymbol Symbol, IOperation? Body);

/// <summary>The locals and parameters of delegate types whose targets are known at compile time.</summary>
internal sealed class KnownFunctions
{
    private readonly Dictionary<ISymbol, KnownFunction> functions = new(SymbolEqualityComparer.Default);

    public void Bind(ISymbol holder, KnownFunction function) => functions[holder] = function;

    /// <summary>The function that an expression of a delegate type is; null where that is not known.</summary>
    public KnownFunction? Of(IOperation? value) => value switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IDelegateCreationOperation creation => Of(creation.Target),
        IAnonymousFunctionOperation lambda => new KnownFunction(lambda.Symbol, lambda.Body),
        IMethodReferenceOperation { Method: { IsStatic: true } or { MethodKind: MethodKind.LocalFunction } } method => new KnownFunction(method.Method, null),
        ILocalReferenceOperation local => Find(local.Local),
        IParameterReferenceOperation parameter => Find(parameter.Parameter),
        _ => null,
    };

    private KnownFunction? Find(ISymbol holder) => functions.TryGetValue(holder, out KnownFunction function) ? function : null;
}
