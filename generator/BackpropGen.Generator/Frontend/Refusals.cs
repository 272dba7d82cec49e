using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>What was refused in one method.</summary>
internal sealed class Refusals
{
    private readonly List<Diagnostic> items = [];

    /// <summary>Something could not be lowered, whether or not that is ours to report.</summary>
    public bool Any { get; private set; }

    public ImmutableArray<Diagnostic> Items => items.ToImmutableArray();

    public void Add(DiagnosticDescriptor descriptor, SyntaxNode at, params object[] arguments) =>
        Add(descriptor, at.GetLocation(), arguments);

    /// <summary>Where refusals are reported while code is lowered that is not the user's; null for its own place.</summary>
    public SyntaxNode? Instead { get; set; }

    public void Add(DiagnosticDescriptor descriptor, Location at, params object[] arguments) =>
        Add(descriptor, at, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>For a member that cannot be reached.</summary>
    public void Add(DiagnosticDescriptor descriptor, SyntaxNode at, HiddenMember? hidden, params object[] arguments) =>
        Add(descriptor, at.GetLocation(), hidden?.Properties ?? ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>For what another generator adds: the analyzer sees it, and this generator never does.</summary>
    public void AddSeenLater(DiagnosticDescriptor descriptor, SyntaxNode at, params object[] arguments) =>
        Add(descriptor, at.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(nameof(IsSeenLater), null), arguments);

    public static bool IsSeenLater(Diagnostic refusal) => refusal.Properties.ContainsKey(nameof(IsSeenLater));

    private void Add(DiagnosticDescriptor descriptor, Location at, ImmutableDictionary<string, string?> properties, object[] arguments)
    {
        Any = true;
        at = Instead?.GetLocation() ?? at;
        // One expression is refused once, by the first to see it.
        if (!items.Any(item => item.Location == at))
            items.Add(Diagnostic.Create(descriptor, at, properties, arguments));
    }

    /// <summary>Another method is at fault, and is reported itself.</summary>
    public bool IsExplainedElsewhere { get; private set; }

    /// <summary>What is reported there, as far as it is known.</summary>
    public Diagnostic? Elsewhere { get; private set; }

    /// <summary>Takes over what was refused in one of several attempts.</summary>
    public void AddAll(Refusals attempt)
    {
        Any |= attempt.Any;
        IsExplainedElsewhere |= attempt.IsExplainedElsewhere;
        Elsewhere ??= attempt.Elsewhere;
        items.AddRange(attempt.items);
    }

    /// <summary>The compiler reports an error here, or what this depends on was refused already.</summary>
    public void AddSilently() => Any = true;

    public void AddElsewhere(Diagnostic? reason)
    {
        Elsewhere ??= reason;
        Any = true;
        IsExplainedElsewhere = true;
    }
}
