using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>Hands out names that nothing else in the method has.</summary>
internal sealed class Names(IEnumerable<string> reserved)
{
    private readonly HashSet<string> taken = [.. reserved];

    /// <summary>The number to try next: no name is given back.</summary>
    private readonly Dictionary<string, int> suffixes = [];

    public string Unique(string wanted)
    {
        if (taken.Add(wanted))
            return wanted;
        int suffix = suffixes.TryGetValue(wanted, out int next) ? next : 2;
        while (!taken.Add(wanted + suffix))
            suffix++;
        suffixes[wanted] = suffix + 1;
        return wanted + suffix;
    }

    /// <summary>The name of a cotangent: <c>dW</c> for <c>w</c>.</summary>
    public static string Cotangent(string name) => "d" + Pascal(name);

    public static string Pascal(string name)
    {
        string plain = Plain(name);
        return plain.Length == 0 ? plain : char.ToUpperInvariant(plain[0]) + plain.Substring(1);
    }

    public static string Camel(string name)
    {
        string plain = Plain(name);
        return plain.Length == 0 ? plain : char.ToLowerInvariant(plain[0]) + plain.Substring(1);
    }

    /// <summary>One word for a variable; members begin in lower case, as locals do.</summary>
    public static string Of(Variable variable) => OfWhole(variable) is var name && variable.Buffer?.Member is { } member ? Plain(name + member.Value.Replace("{0}", "")) : name;

    /// <summary>The same for a span or array whose elements are members of structs: all of them have one.</summary>
    public static string OfWhole(Variable variable) => variable.Kind is VariableKind.Member or VariableKind.Table ? Camel(variable.Name) : Plain(variable.Name);

    /// <summary>One word: <c>p.Wf</c> becomes <c>pWf</c>.</summary>
    public static string Plain(string name) => string.Concat(
        Ir.MemberPath.WithoutCasts(name).Split('.').Select(part => part.TrimStart('@')).Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
