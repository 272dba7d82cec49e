using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>A lambda, a local function or a method that a delegate is known to call.</summary>
/// <param name="Body">Of a lambda, its code; null for a method or a local function.</param>
/// <param name="Seen">What a lambda or a local function sees of the code around it; null for a method.</param>
internal sealed record KnownFunction(IMethodSymbol Symbol, IOperation? Body, Surroundings? Seen = null);

/// <summary>A delegate as what it is known to call. Only the front end has it.</summary>
internal sealed record FunctionValue(KnownFunction Function) : Expr
{
    public override IrType Type => new StructType("delegate");

    public bool Equals(FunctionValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Function.Symbol);
}

/// <summary>The locals and parameters of delegate types whose targets are known at compile time.</summary>
internal sealed class KnownFunctions(BodyContext body)
{
    public void Bind(ISymbol holder, KnownFunction function) => body.Bind(holder, new FunctionValue(function));

    /// <summary>The function that an expression of a delegate type is; null where that is not known.</summary>
    public KnownFunction? Of(IOperation? value) => value switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IDelegateCreationOperation creation => Of(creation.Target),
        IAnonymousFunctionOperation lambda => new KnownFunction(lambda.Symbol, lambda.Body, body.Seen),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => new KnownFunction(local, null, body.Seen),
        IMethodReferenceOperation { Method: { IsStatic: true } method } => new KnownFunction(method, null),
        ILocalReferenceOperation local => Find(local.Local),
        IParameterReferenceOperation parameter => Find(parameter.Parameter),
        _ => null,
    };

    private KnownFunction? Find(ISymbol holder) => (body.Find(holder) as FunctionValue)?.Function;
}
