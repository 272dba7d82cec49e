using System.Text.RegularExpressions;
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

    /// <summary>The members without room, each with the words for what is in its way.</summary>
    public List<(string Member, string Other)> Of(Method lowered)
    {
        List<(string, string)> clashes = [];
        IMethodSymbol[] rivals = [.. Rivals()];
        // Most methods have none, so that their members are not made here.
        if (rivals.Length == 0 && !Names(method).Any(name => Named(name).Any()))
            return clashes;
        List<MemberSignature> others = [.. rivals.SelectMany(MembersOf)];
        foreach (MemberSignature member in MembersOf(lowered))
        {
            if (Named(member.Name).FirstOrDefault(symbol => symbol is not IMethodSymbol other || member == SignatureOf(other)) is { } named)
                clashes.Add((member.Name, $"'{named.ToDisplayString()}'"));
            else if (others.Contains(member))
                clashes.Add((member.Name, "one of another method, with the same types of parameters"));
        }
        return clashes;
    }

    /// <summary>Whether a stub of the tape size method has room. Where it has none, it is left out: which parameters the real one has is not known.</summary>
    public bool LeaveRoomForSize(Method lowered)
    {
        string name = lowered.Stem + "TapeSize";
        IEnumerable<string> Types(IMethodSymbol overload) => SignatureOf(overload).Parameters.Select(parameter => Regex.Replace(parameter, "^ref ", ""));
        return !Named(name).Any() && !Named(name + "Argument").Any()
            && !(lowered.IsOverload && Rivals().Any(other => other.Name == method.Name && other.Arity == method.Arity && Types(other).SequenceEqual(Types(method))));
    }

    /// <summary>Whether names of the method and of its generated members have several meanings in the type.</summary>
    public static bool HasNamesakes(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).Length > 1
        || Suffixes.Any(suffix => method.ContainingType.GetMembers(method.Name + suffix).Any(member => !IsGenerated(member)))
        // Its own name may be that of a member of another one.
        || Suffixes.Any(suffix => method.Name.Length > suffix.Length && method.Name.EndsWith(suffix, StringComparison.Ordinal)
            && method.ContainingType.GetMembers(method.Name.Substring(0, method.Name.Length - suffix.Length)).OfType<IMethodSymbol>().Any(TypeMapping.IsDifferentiable));

    private static IEnumerable<string> Names(IMethodSymbol method) =>
        Suffixes.Select(suffix => method.Name + suffix).Concat(Suffixes.Take(3).Select(suffix => CheckPrefix + method.Name + suffix));

    /// <summary>The marked methods before this one whose members may have the same names.</summary>
    private IEnumerable<IMethodSymbol> Rivals()
    {
        // By their names: a type may have many methods, and each asks.
        HashSet<string> stems = [method.Name, .. Names(method).SelectMany(Stems)];
        if (stems.Sum(stem => type.GetMembers(stem).Length) <= 1)
            return [];
        return type.GetMembers().OfType<IMethodSymbol>()
            .TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other.PartialImplementationPart ?? other, method))
            .Where(other => stems.Contains(other.Name) && TypeMapping.IsDifferentiable(other));
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

    private IEnumerable<MemberSignature> MembersOf(IMethodSymbol other) => session.Lower(other)?.Method is { } lowered ? MembersOf(lowered) : [];

    private static IEnumerable<MemberSignature> MembersOf(Method method)
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
        return new Signatures(method, new Spelling(method)).Of(derivative).Select(member => member with
        {
            Parameters = member.Parameters.Select(parameter => Normal(WithoutName(parameter.Replace(" = null", "")), method.TypeParameterNames)).ToList(),
        }).ToList();
    }

    private MemberSignature SignatureOf(IMethodSymbol other)
    {
        var names = new TypeNames(source.Model, source.Position, type, isElsewhere: false);
        List<string> parameters = [.. other.TypeParameters.Select(parameter => parameter.Name)];
        return new MemberSignature(other.Name, other.Arity, other.Parameters
            .Select(parameter => Normal((parameter.RefKind == RefKind.None ? "" : "ref ") + names.Write(parameter.Type), parameters)).ToList());
    }

    private static string WithoutName(string parameter) => parameter.Substring(0, parameter.LastIndexOf(' '));

    /// <summary>A type as overloads see it: references of all kinds are the same, and type parameters have no names.</summary>
    private static string Normal(string type, IEnumerable<string> typeParameters)
    {
        string text = Regex.Replace(type, "^(in|out|ref readonly) ", "ref ").Replace("global::System.", "").Replace("global::BackpropGen.", "").Replace("?", "");
        return typeParameters.Select((name, i) => (name, i)).Aggregate(text, (all, one) => Regex.Replace(all, $@"\b{Regex.Escape(one.name)}\b", "!" + one.i));
    }
}
