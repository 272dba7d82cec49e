using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>One run of the front end: the methods that a method calls are lowered once, and know who calls whom.</summary>
internal sealed class LoweringSession(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, Lowered> done = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, Summary?> summaries = [];
    private readonly List<IMethodSymbol> underway = [];

    public CancellationToken Cancellation => cancellation;

    /// <summary>A chain of calls was too long, so that what is known of the called methods is not complete.</summary>
    public bool IsTooDeep { get; set; }

    public Lowered? Lower(IMethodSymbol method)
    {
        if (MethodSource.Of(method, compilation, cancellation) is not { } source)
            return null;
        if (done.TryGetValue(source.Symbol, out Lowered lowered))
            return lowered;
        if (underway.Count > LanguageSubset.MaximumCalls)
        {
            IsTooDeep = true;
            return null;
        }
        underway.Add(source.Symbol);
        lowered = Lowering.Lower(source, this);
        underway.RemoveAt(underway.Count - 1);
        return done[source.Symbol] = lowered;
    }

    /// <summary>Whether the method is being lowered, so that a call of it is a recursion.</summary>
    public bool IsUnderway(IMethodSymbol target) =>
        MethodSource.Of(target, compilation, cancellation)?.Symbol is { } callee && underway.Contains(callee, SymbolEqualityComparer.Default);

    /// <summary>What a recursive call needs to know of a method: its signature, and the worst of everything else. Null where it is refused itself.</summary>
    public Callee? DescribeRecursive(IMethodSymbol target, string prefix)
    {
        if (MethodSource.Of(target, compilation, cancellation) is not { } source || new SignatureLowering(source, new Refusals()).Lower() is not { } method)
            return null;
        return new Callee(
            prefix, method.Name, method.Id, method.Parameters, method.ReturnType, null, method.Parameters.Select(_ => true).ToList(), null, OwnsStorage: true);
    }

    /// <summary>A called method, with or without a body; null where there is none of the kind that can be called.</summary>
    public Method? Callee(IMethodSymbol target) => Lower(target)?.Method;

    /// <summary>What a call needs to know of a method.</summary>
    public Callee Describe(Method method, string prefix)
    {
        Summary? summary = Summarize(method);
        return new Callee(
            prefix,
            method.Name,
            method.Id,
            method.Parameters,
            method.ReturnType,
            ExpressionOf(method),
            summary?.ReadBackward ?? method.Parameters.Select(_ => true).ToList(),
            summary?.TapeSizeParameters,
            method.Body is { } body && Tree.All(body.Statements).Any(statement => statement is Allocate or Invoke { Callee.OwnsStorage: true }));
    }

    /// <summary>The one expression of scalars that a method returns; null where it is more than that.</summary>
    public static Expr? ExpressionOf(Method method) =>
        method.Body is { Statements: { Count: 1 } statements } && statements[0] is Return { Value: { } value }
        && method.Parameters.All(parameter => parameter is { IsByReference: false, Variable.Type: ScalarType type } && (parameter.HasGradient || !type.IsFloating))
        && InlineSize(value) <= LanguageSubset.MaximumInlineSize
            ? value
            : null;

    private static int InlineSize(Expr expr) =>
        1 + Tree.Operands(expr).Sum(InlineSize) + (expr is ScalarCall call ? InlineSize(call.Callee.Expression!) : 0);

    private Summary? Summarize(Method method)
    {
        if (summaries.TryGetValue(method.Id, out Summary? summary))
            return summary;
        try
        {
            summary = method.Body is null ? null : Differentiation.Summarize(method);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Reported at the called method, by its own analysis.
            summary = null;
        }
        return summaries[method.Id] = summary;
    }
}
