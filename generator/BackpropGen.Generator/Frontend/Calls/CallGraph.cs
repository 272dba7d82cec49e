using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>Which methods in source call which, so that what is known of a method does not depend on where the question came from.</summary>
internal sealed class CallGraph(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, IMethodSymbol[]> edges = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the method calls itself, directly or through others.</summary>
    public bool IsRecursive(IMethodSymbol method)
    {
        if (known.TryGetValue(method, out bool isRecursive))
            return isRecursive;
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IMethodSymbol>([method]);
        while (open.Count > 0)
        {
            foreach (IMethodSymbol target in TargetsOf(open.Pop()))
            {
                if (SymbolEqualityComparer.Default.Equals(target, method))
                    return known[method] = true;
                if (seen.Add(target))
                    open.Push(target);
            }
        }
        return known[method] = false;
    }

    /// <summary>The methods themselves and all that they call.</summary>
    public IReadOnlyCollection<IMethodSymbol> ReachedFrom(IEnumerable<IMethodSymbol> methods)
    {
        var seen = new HashSet<IMethodSymbol>(methods, SymbolEqualityComparer.Default);
        var open = new Stack<IMethodSymbol>(seen);
        while (open.Count > 0)
        {
            foreach (IMethodSymbol target in TargetsOf(open.Pop()).Where(seen.Add))
                open.Push(target);
        }
        return seen;
    }

    private IMethodSymbol[] TargetsOf(IMethodSymbol method)
    {
        if (edges.TryGetValue(method, out IMethodSymbol[] targets))
            return targets;
        cancellation.ThrowIfCancellationRequested();
        targets = MethodSource.Of(method, compilation, cancellation) is { } source && source.Model.GetOperation(source.Syntax, cancellation) is { } body
            ? body.Descendants().OfType<IInvocationOperation>().Select(call => MethodSource.Of(call.TargetMethod, compilation, cancellation)?.Symbol)
                .OfType<IMethodSymbol>().Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToArray()
            : [];
        return edges[method] = targets;
    }
}
