using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>Which methods in source call which, so that what is known of a method does not depend on where the question came from.</summary>
internal sealed class CallGraph(Compilation compilation, Hierarchy hierarchy, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, Calls> edges = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>What a method calls.</summary>
    /// <param name="Bodies">The methods whose bodies may run.</param>
    /// <param name="Open">The virtual methods among the called ones: an object's class decides which of them runs.</param>
    /// <param name="Warnings">What the compiler says of what the method uses.</param>
    private sealed record Calls(IMethodSymbol[] Bodies, IMethodSymbol[] Open, string[] Warnings);

    /// <summary>Whether the method calls itself, directly or through others.</summary>
    public bool IsRecursive(IMethodSymbol method)
    {
        if (known.TryGetValue(method, out bool isRecursive))
            return isRecursive;
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IMethodSymbol>([method]);
        while (open.Count > 0)
        {
            Calls calls = CallsOf(open.Pop());
            // The body of a virtual method may be called by one that overrides it.
            if (calls.Open.Any(target => SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, method)))
                return known[method] = true;
            foreach (IMethodSymbol target in calls.Bodies)
            {
                if (SymbolEqualityComparer.Default.Equals(target, method) && !Hierarchy.IsVirtual(method))
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
            foreach (IMethodSymbol target in CallsOf(open.Pop()).Bodies.Where(seen.Add))
                open.Push(target);
        }
        return seen;
    }

    public EquatableArray<string> WarningsOf(IMethodSymbol method) =>
        ReachedFrom([method]).SelectMany(reached => CallsOf(reached).Warnings).Distinct().OrderBy(id => id, StringComparer.Ordinal).ToList();

    /// <summary>The types whose virtual methods and properties a method calls, or others that it calls.</summary>
    public IReadOnlyCollection<INamedTypeSymbol> VirtualReceivers(IMethodSymbol method)
    {
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        if (Hierarchy.IsVirtual(method))
            types.Add(method.ContainingType);
        foreach (IMethodSymbol reached in ReachedFrom([method]))
            types.UnionWith(CallsOf(reached).Open.Select(target => target.ContainingType));
        return types;
    }

    private Calls CallsOf(IMethodSymbol method)
    {
        if (edges.TryGetValue(method, out Calls calls))
            return calls;
        cancellation.ThrowIfCancellationRequested();
        List<IMethodSymbol> targets = [];
        List<IMethodSymbol> open = [];
        HashSet<string> warnings = [.. UseWarnings.Of(method), .. method.Parameters.SelectMany(parameter => UseWarnings.Of(parameter.Type)), .. UseWarnings.Of(method.ReturnType)];
        if (MethodSource.Of(method, compilation, cancellation) is { } source && source.Model.OperationOf(source.Syntax, cancellation) is { } body)
        {
            // Long code uses the same few types and members again and again.
            var used = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (IOperation operation in body.Descendants())
            {
                if (operation is IInvocationOperation call && RemovedCalls.Has(call))
                    continue;
                if (UseWarnings.MemberOf(operation) is { } member && used.Add(member))
                    warnings.UnionWith(UseWarnings.Of(member));
                if (operation.Type is { } type and not ITypeParameterSymbol && used.Add(type))
                    warnings.UnionWith(UseWarnings.Of(type));
                IMethodSymbol? target = (operation as IInvocationOperation)?.TargetMethod ?? (operation as IPropertyReferenceOperation)?.Property.GetMethod;
                if (target is not null && ExpressionLowering.IsDispatched(operation, target))
                    open.Add(target);
                else if (operation is IInvocationOperation)
                    targets.Add(target!);
            }
        }
        // A marked virtual method stands for those that override it.
        IEnumerable<IMethodSymbol> overriding = Hierarchy.IsVirtual(method) ? Implementations(method) : [];
        IMethodSymbol[] bodies = targets.Concat(open).Concat(open.SelectMany(Implementations)).Concat(overriding)
            .Select(target => MethodSource.Of(target, compilation, cancellation)?.Symbol)
            .OfType<IMethodSymbol>().Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).ToArray();
        return edges[method] = new Calls(bodies, [.. open], [.. warnings]);
    }

    private IEnumerable<IMethodSymbol> Implementations(IMethodSymbol target) =>
        hierarchy.Below(target.ContainingType).Select(type => Hierarchy.Implementation(target, type)).OfType<IMethodSymbol>();
}
