using System.Text.RegularExpressions;
using BackpropGen.Generator.Emit;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>A method as calls of it see it: one of the user's own, or a generated one that there is only text of.</summary>
internal sealed record CallSignature(string Name, int Arity, IReadOnlyList<CallParameter> Parameters)
{
    public static CallSignature Of(IMethodSymbol method, TypeNames names)
    {
        List<string> typeParameters = [.. method.TypeParameters.Select(parameter => parameter.Name)];
        return new CallSignature(method.Name, method.Arity, method.Parameters.Select(parameter => CallParameter.Of(parameter, names, typeParameters)).ToList());
    }

    public static CallSignature Of(MemberSignature member, IEnumerable<string> typeParameters) =>
        new(member.Name, member.Arity, member.Parameters.Select(declaration => CallParameter.Parse(declaration, typeParameters)).ToList());

    /// <summary>Whether a type has no room for both.</summary>
    public bool IsSameAs(CallSignature other) => Name == other.Name && Arity == other.Arity
        && Parameters.Select(parameter => parameter.Identity).SequenceEqual(other.Parameters.Select(parameter => parameter.Identity));
}

/// <summary>A parameter of a <see cref="CallSignature"/>.</summary>
/// <param name="Type">Without what makes no difference to overloads: annotations and the names of type parameters and of tuple elements.</param>
internal sealed record CallParameter(string Name, RefKind Passing, string Type, bool IsOptional)
{
    private static readonly IReadOnlyList<(string Modifier, RefKind Passing)> Modifiers =
        [("ref readonly ", RefKind.RefReadOnlyParameter), ("ref ", RefKind.Ref), ("out ", RefKind.Out), ("in ", RefKind.In)];

    /// <summary>What signatures differ by: references of all kinds are the same.</summary>
    public string Identity => (Passing == RefKind.None ? "" : "ref ") + Type;

    public static CallParameter Of(IParameterSymbol parameter, TypeNames names, IEnumerable<string> typeParameters) =>
        new(parameter.Name, parameter.RefKind, Normal(names.Write(parameter.Type), typeParameters), parameter.IsOptional);

    /// <summary>From a declaration in generated code.</summary>
    public static CallParameter Parse(string declaration, IEnumerable<string> typeParameters)
    {
        int value = declaration.IndexOf(" = ", StringComparison.Ordinal);
        string bare = value < 0 ? declaration : declaration.Substring(0, value);
        (string modifier, RefKind passing) = Modifiers.FirstOrDefault(one => bare.StartsWith(one.Modifier, StringComparison.Ordinal));
        int name = bare.LastIndexOf(' ');
        int start = modifier?.Length ?? 0;
        return new CallParameter(bare.Substring(name + 1).TrimStart('@'), passing, Normal(bare.Substring(start, name - start), typeParameters), value >= 0);
    }

    private static string Normal(string type, IEnumerable<string> typeParameters)
    {
        string text = type.Replace("global::System.", "").Replace("global::BackpropGen.", "").Replace("?", "");
        text = Regex.Replace(text, @"(?<=[\w>\])]) @?\w+(?=[,)])", "");
        return typeParameters.Select((name, i) => (name, i)).Aggregate(text, (all, one) => Regex.Replace(all, $@"\b{Regex.Escape(one.name)}\b", "!" + one.i));
    }
}
