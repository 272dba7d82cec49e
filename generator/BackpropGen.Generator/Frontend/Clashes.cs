using BackpropGen.Generator.Emit;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>Generated members for which something else of their names leaves no room.</summary>
internal sealed class Clashes(MethodSource source, LoweringSession session)
{
    private static readonly string[] Suffixes = ["Forward", "Backward", "Gradient", "TapeSize", "ScratchSize", "Recomputed", "Value"];

    private const string CheckPrefix = "Check";

    private readonly IMethodSymbol method = source.Symbol;
    private readonly INamedTypeSymbol type = source.Symbol.ContainingType;
    private readonly string stem = MemberStems.Of(source.Symbol);

    /// <summary>The members without room, and those whose calls something else captures.</summary>
    public List<Clash> Of(Method lowered)
    {
        List<Clash> clashes = [];
        IMethodSymbol[] rivals = [.. Rivals()];
        // Most methods have none, so that their members are not made here.
        if (rivals.Length == 0 && !Names(stem).Any(name => Named(name).Any()))
            return clashes;
        List<CallSignature> others = [.. rivals.SelectMany(MembersOf)];
        foreach (CallSignature member in MembersOf(lowered))
        {
            if (Named(member.Name).FirstOrDefault(symbol => symbol is not IMethodSymbol other || member.IsSameAs(SignatureOf(other))) is { } named)
                clashes.Add(new Clash(member.Name, $"that name is taken by '{named.ToDisplayString()}'", source.PlaceOfNames));
            else if (others.Exists(member.IsSameAs))
                clashes.Add(new Clash(member.Name, "that name is taken by one of another method, with the same types of parameters", source.PlaceOfNames));
            else if (Named(member.Name).OfType<IMethodSymbol>().FirstOrDefault(other => CapturedCalls.Exist(member, SignatureOf(other))) is { } own)
                clashes.Add(new Clash(member.Name, $"calls of it would mean '{own.ToDisplayString()}' as well or instead", PlaceOf(own)));
        }
        return clashes;
    }

    /// <summary>What captures calls is shown itself where it stands in the same file: an analyzer speaks of the file that it looks at.</summary>
    private Location PlaceOf(IMethodSymbol own) => source.PlaceOfNames != source.Name ? source.PlaceOfNames
        : own.Locations.FirstOrDefault(location => location.SourceTree == source.Syntax.SyntaxTree) ?? source.Name;

    /// <summary>Whether a stub of the tape size method has room. Where it has none, it is left out: which parameters the real one has is not known.</summary>
    public bool LeaveRoomForSize(Method lowered)
    {
        string name = stem + "TapeSize";
        IEnumerable<string> Types(IMethodSymbol overload) => SignatureOf(overload).Parameters.Select(parameter => parameter.Type);
        return !Named(name).Any() && !Named(name + "Argument").Any()
            && !(lowered.IsOverload && Rivals().Any(other => MemberStems.Of(other) == stem && other.Arity == method.Arity && Types(other).SequenceEqual(Types(method))));
    }

    /// <summary>Whether names of the method and of its generated members have several meanings in the type.</summary>
    public static bool HasNamesakes(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        string stem = MemberStems.Of(method);
        return type.GetMembers(method.Name).Length > 1 || MemberStems.IsShared(method)
            || Suffixes.Any(suffix => type.GetMembers(stem + suffix).Any(member => !IsGenerated(member)))
            // Its own name may be that of a member, or of one of another method.
            || Suffixes.Any(suffix => method.Name.Length > suffix.Length && method.Name.EndsWith(suffix, StringComparison.Ordinal)
                && MemberStems.MethodsWith(type, method.Name.Substring(0, method.Name.Length - suffix.Length)).Any());
    }

    private static IEnumerable<string> Names(string stem) =>
        Suffixes.Select(suffix => stem + suffix).Concat(Suffixes.Take(3).Select(suffix => CheckPrefix + stem + suffix));

    /// <summary>The marked methods before this one whose members may have the same names.</summary>
    private IEnumerable<IMethodSymbol> Rivals()
    {
        // By their names: a type may have many methods, and each asks.
        HashSet<string> stems = [stem, .. Names(stem).SelectMany(Stems)];
        var rivals = new HashSet<IMethodSymbol>(stems.SelectMany(other => MemberStems.MethodsWith(type, other)), SymbolEqualityComparer.Default);
        return rivals.Count <= 1 ? [] : type.GetMembers().OfType<IMethodSymbol>()
            .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other.PartialImplementationPart ?? other, method)).Where(rivals.Contains);
    }

    /// <summary>The methods that would have a member of this name.</summary>
    private static IEnumerable<string> Stems(string member)
    {
        foreach (string suffix in Suffixes.Where(suffix => member.EndsWith(suffix, StringComparison.Ordinal)))
        {
            string stem = member.Substring(0, member.Length - suffix.Length);
            yield return stem;
            if (stem.StartsWith(CheckPrefix, StringComparison.Ordinal))
                yield return stem.Substring(CheckPrefix.Length);
        }
    }

    /// <summary>What a member of this name meets: in the type itself, its own name and type parameters, and what it inherits.</summary>
    private IEnumerable<ISymbol> Named(string name)
    {
        foreach (ISymbol member in type.GetMembers(name).Where(member => !IsGenerated(member)))
            yield return member;
        if (type.Name == name)
            yield return type;
        foreach (ITypeParameterSymbol parameter in type.TypeParameters.Where(parameter => parameter.Name == name))
            yield return parameter;
        IEnumerable<INamedTypeSymbol> bases = type.TypeKind == TypeKind.Interface ? type.AllInterfaces : TypeShells.Bases(type);
        foreach (ISymbol member in bases.SelectMany(level => level.GetMembers(name)).Where(member => !IsGenerated(member)))
        {
            if (session.Compilation.IsSymbolAccessibleWithin(member, type))
                yield return member;
        }
    }

    /// <summary>What was generated stands in the way of nothing: the analyzer sees it, the generator does not.</summary>
    private static bool IsGenerated(ISymbol member) => GeneratedMembers.Contain(member);

    private IEnumerable<CallSignature> MembersOf(IMethodSymbol other) => session.Lower(other)?.Method is { } lowered ? MembersOf(lowered) : [];

    private static IEnumerable<CallSignature> MembersOf(Method method)
    {
        Derivative derivative;
        try
        {
            derivative = Differentiation.Differentiate(method);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Reported elsewhere; its members are stubs.
            derivative = Differentiation.Differentiate(method with { Body = null });
        }
        return new Signatures(method, new Spelling(method)).Of(derivative).Select(member => CallSignature.Of(member, method.TypeParameterNames)).ToList();
    }

    private CallSignature SignatureOf(IMethodSymbol other) =>
        CallSignature.Of(other, new TypeNames(source.Model, source.Position, type, isElsewhere: false));
}

/// <summary>A generated member that has no room, or that not all calls meant for it would run.</summary>
/// <param name="Reason">The words for what is in its way.</param>
internal sealed record Clash(string Member, string Reason, Location Place);
