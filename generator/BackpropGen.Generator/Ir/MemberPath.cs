namespace BackpropGen.Generator.Ir;

/// <summary>
/// The way from an object to one of its members, as text: <c>.Layer.W</c>. A member that only a derived class has is reached through a step that
/// sees the object as one of that class: <c>.Layer.(Dense).W</c>.
/// </summary>
internal static class MemberPath
{
    private const string Begin = ".(";
    private const string End = ")";

    /// <summary>The step that sees an object as one of a derived class.</summary>
    public static string As(string type) => Begin + type + End;

    /// <summary>The member as generated code writes it: <c>((Dense)model.Layer).W</c>. The object has to be of the class.</summary>
    public static string Of(string root, string path) => Write(root, path, (whole, type) => $"(({type}){whole})");

    /// <summary>The member, or null where the object is of another class: <c>(model.Layer as Dense)?.W</c>.</summary>
    public static string OfAny(string root, string path) => Write(root, path, (whole, type) => $"({whole} as {type})?");

    /// <summary>The names alone: <c>model.Layer.W</c>.</summary>
    public static string Names(string root, string path) => Write(root, path, (whole, _) => whole);

    /// <summary>The first name of the way.</summary>
    public static string First(string path) => Names("", path).Split('.')[0];

    /// <summary>The names alone, of what <see cref="Of"/> wrote.</summary>
    public static string WithoutCasts(string text)
    {
        bool isCast = text.StartsWith("((", StringComparison.Ordinal);
        string rest = text;
        while (rest.StartsWith("((", StringComparison.Ordinal))
            rest = rest.Substring(rest.IndexOf(End, StringComparison.Ordinal) + End.Length);
        return isCast ? rest.Replace(End, "") : text;
    }

    private static string Write(string root, string path, Func<string, string, string> cast)
    {
        string text = root;
        // A member of the own object may do without 'this'.
        int at = root.Length == 0 && !path.StartsWith(Begin, StringComparison.Ordinal) ? 1 : 0;
        for (int begin = path.IndexOf(Begin, at, StringComparison.Ordinal); begin >= 0; begin = path.IndexOf(Begin, at, StringComparison.Ordinal))
        {
            int end = path.IndexOf(End, begin, StringComparison.Ordinal);
            text = cast(text + path.Substring(at, begin - at), path.Substring(begin + Begin.Length, end - begin - Begin.Length));
            at = end + End.Length;
        }
        return text + path.Substring(at);
    }
}
