using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>One run of the front end: the methods that a method calls are lowered once, and know who calls whom.</summary>
internal sealed class LoweringSession(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, Lowered> done = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, HashSet<IMethodSymbol>> calls = new(SymbolEqualityComparer.Default);
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
            return null;
        underway.Add(source.Symbol);
        lowered = Lowering.Lower(source, this);
        underway.RemoveAt(underway.Count - 1);
        return done[source.Symbol] = lowered;
    }

    /// <summary>Whether the called method is or calls the caller.</summary>
    public bool IsRecursive(IMethodSymbol caller, IMethodSymbol target)
    {
        if (MethodSource.Of(target, compilation, cancellation)?.Symbol is not { } callee)
            return false;
        if (!calls.TryGetValue(caller, out HashSet<IMethodSymbol> targets))
            calls[caller] = targets = new(SymbolEqualityComparer.Default);
        targets.Add(callee);
        if (underway.Contains(callee, SymbolEqualityComparer.Default))
            return true;
        if (underway.Count > LanguageSubset.MaximumCalls)
        {
            IsTooDeep = true;
            return false;
        }
        Lower(callee);
        return Reaches(callee, caller, new(SymbolEqualityComparer.Default));
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

    private bool Reaches(IMethodSymbol from, IMethodSymbol to, HashSet<IMethodSymbol> seen) =>
        seen.Add(from) && calls.TryGetValue(from, out HashSet<IMethodSymbol> targets)
        && targets.Any(target => SymbolEqualityComparer.Default.Equals(target, to) || Reaches(target, to, seen));

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
