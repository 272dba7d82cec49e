using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>What became of a forward method.</summary>
/// <param name="Method">Without a body where that was refused; null where no members can be generated at all.</param>
/// <param name="IsExplainedElsewhere">Another method, which is reported itself, is at fault.</param>
internal sealed record Lowered(Method? Method, MethodSource Source, ImmutableArray<Diagnostic> Diagnostics, bool IsExplainedElsewhere)
{
    /// <summary>What is reported of that method, as far as it is known.</summary>
    public Diagnostic? Elsewhere { get; init; }

    /// <summary>It was refused without a word: the compiler rejects something, or something is wrong here.</summary>
    public bool LacksReason => Diagnostics.IsEmpty && !IsExplainedElsewhere && Method is null or { Body: null };

    public ImmutableArray<Diagnostic> Findings => LacksReason
        ? ImmutableArray.Create(Diagnostic.Create(Descriptors.InternalError, Source.Name, Source.Symbol.Name, "it was refused without a reason"))
        : Diagnostics;
}

/// <summary>The front end: from a method in source to the intermediate representation, or to diagnostics.</summary>
internal static class Lowering
{
    public const string Attribute = "BackpropGen.DifferentiableAttribute";

    /// <summary>Lowers a marked method; null where it is not an ordinary method with source.</summary>
    public static Lowered? Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        AmpleStack.Run(() => LowerHere(method, compilation, cancellation));

    private static Lowered? LowerHere(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        var session = new LoweringSession(compilation, cancellation);
        if (session.Lower(method) is not { } lowered)
            return null;
        lowered = WithoutClashes(lowered, session);
        if (!session.IsTooDeep)
            return lowered.Method is { Body: not null } whole ? lowered with { Method = whole with { Helpers = session.HelpersOf(whole) } } : lowered;
        var tooDeep = Diagnostic.Create(
            Descriptors.TooDeep, lowered.Source.Name, "The calls of this method go", LanguageSubset.MaximumCalls);
        Method? stub = lowered.Method is null ? null : lowered.Method with { Body = null };
        return lowered with { Method = stub, Diagnostics = lowered.Diagnostics.Add(tooDeep) };
    }

    /// <summary>Where a generated member has no room, the others are stubs.</summary>
    private static Lowered WithoutClashes(Lowered lowered, LoweringSession session)
    {
        if (lowered.Method is not { } method)
            return lowered;
        var rivals = new Clashes(lowered.Source, session);
        method = method with { SizeArguments = rivals.LeaveRoomForSize(method) ? SizeArguments.Of(lowered.Source, session.Compilation) : (EquatableArray<SizeArgument>?)null };
        if (rivals.Of(method) is not { Count: > 0 } clashes)
            return lowered with { Method = method };
        Clash first = clashes[0];
        return lowered with
        {
            Method = method with { Body = null, Omitted = clashes.ConvertAll(clash => clash.Member) },
            Diagnostics = lowered.Diagnostics.Add(Diagnostic.Create(Descriptors.Clash, first.Place, method.Name, first.Member, first.Reason)),
        };
    }

    /// <summary>
    /// Whether generated members belong to this appearance of the attribute. In broken code a method may carry it twice, or a type may have
    /// two methods of the same signature.
    /// </summary>
    public static bool IsFirst(IMethodSymbol method, SyntaxNode node)
    {
        AttributeData? first = method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute);
        if (first?.ApplicationSyntaxReference is not { } reference || reference.SyntaxTree != node.SyntaxTree
            || !node.Span.Contains(reference.Span))
            return false;
        string id = FileNames.Id(method);
        IMethodSymbol? namesake = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(other => TypeMapping.IsDifferentiable(other) && FileNames.Id(other) == id);
        return namesake is null
            || SymbolEqualityComparer.Default.Equals(namesake.PartialDefinitionPart ?? namesake, method.PartialDefinitionPart ?? method);
    }

    internal static Lowered Lower(MethodSource source, LoweringSession session)
    {
        var refusals = new Refusals();
        Method? method = null;
        try
        {
            bool isHelper = !TypeMapping.IsDifferentiable(source.Symbol);
            method = new SignatureLowering(source, session, refusals).Lower(isHelper, session.IsRecursive(source.Symbol));
            if (method is not null)
                session.Begin(source.Symbol, method);
            if (method is not null && (source.Syntax.Body is not null || source.Syntax.ExpressionBody is not null || source.Symbol is { IsAbstract: true, IsStatic: false }))
            {
                Method lowered = BodyLowering.Lower(source, method, session, refusals);
                if (!refusals.Any)
                    method = lowered.Body is { } body ? session.Unwanted.Run(lowered with { QualifiedNames = HiddenNames.Of(lowered, body) }) : lowered;
            }
        }
        catch (InsufficientExecutionStackException)
        {
            session.IsTooDeep = true;
            refusals.Add(Descriptors.TooDeep, source.Name, "This is nested", LanguageSubset.MaximumDepth);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            refusals.Add(Descriptors.InternalError, source.Name, source.Symbol.Name, e.Message);
        }
        return new Lowered(method, source, refusals.Items, refusals.IsExplainedElsewhere) { Elsewhere = refusals.Elsewhere };
    }
}
