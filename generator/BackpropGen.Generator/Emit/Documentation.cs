using System.Text;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;

namespace BackpropGen.Generator.Emit;

/// <summary>The documentation comments of generated members.</summary>
internal sealed class Documentation(Derivative derivative)
{
    private const int Width = 110;

    private readonly Method method = derivative.Method;

    /// <summary>The method, as documentation names it.</summary>
    public string Name => Cref(method.Name);

    public IEnumerable<string> Forward =>
    [
        $"<summary>The value of {Name}, recorded on <paramref name=\"{method.TapeName}\"/>{(method.IsTapeOptional ? ", or the current thread's tape," : "")} for {Cref(method.Stem + "Backward")}.</summary>",
        $"<remarks>On the tape: {List(derivative.Kept)}.</remarks>",
    ];

    public IEnumerable<string> Backward => method.IsFrameless
        ? [$"<summary>The backward pass of {Name}, of which nothing is recorded{Effect(": ")}.</summary>"]
        :
    [
        "<summary>",
        $"Takes the record of {Cref(method.Stem + "Forward")} off <paramref name=\"{method.TapeName}\"/>{Effect(" and ")}.",
        "</summary>",
    ];

    public IEnumerable<string> Gradient =>
    [
        "<summary>",
        $"The value of {Name}{Effect("; ")}.",
        "</summary>",
        $"<remarks>Reverse mode. On the tape: {List(derivative.KeptByGradient)}.</remarks>",
    ];

    public IEnumerable<string> TapeSize => [$"<summary>The bytes of tape that one {Cref(method.Stem + "Forward")} takes.</summary>"];

    public IEnumerable<string> ScratchSize => [$"<summary>Of the bytes that {Cref(method.Stem + "TapeSize")} counts, those that a call only borrows.</summary>"];

    /// <summary>A long line on several, broken at spaces outside of tags.</summary>
    public static IEnumerable<string> Wrapped(string text)
    {
        var line = new StringBuilder();
        foreach (string word in text.Replace(" cref=", "\u00a0cref=").Replace(" name=", "\u00a0name=").Split(' '))
        {
            string restored = word.Replace('\u00a0', ' ');
            if (line.Length > 0 && line.Length + restored.Length > Width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(restored);
        }
        yield return line.ToString();
    }

    private bool Calls => derivative.Forward is { } forward && Tree.All(forward.Statements).Any(statement => statement is CallForward { IsRecorded: true });

    private string List(EquatableArray<string> kept) =>
        kept.Count == 0 ? Calls ? "nothing but what the called methods keep" : "nothing" : string.Join(", ", kept.Select(name => $"<c>{name}</c>"));

    private string Effect(string conjunction)
    {
        List<string> added = method.Parameters.Where(p => p.HasGradient && p.IsPassedBackward && (!p.IsShared || p.Leaves.Any(leaf => leaf is { HasGradient: true, IsUsed: true, IsWritten: false })))
            .Select(p => $"∂{method.Name}/∂{p.Name} to <paramref name=\"{p.GradientName}\"/>").ToList();
        List<string> replaced = method.Parameters.Where(p => p.HasGradient && !p.IsPassedBackward && p.Passing != Passing.Out)
            .Select(p => $"<paramref name=\"{p.GradientName}\"/>").ToList();
        string adds = added.Count == 0 ? "" : $"{conjunction}adds {Join(added)}";
        string turns = replaced.Count == 0 ? "" : $"{(adds.Length > 0 ? "; " : conjunction)}turns {Join(replaced)} from the cotangents after the call into those before it";
        return adds + turns;
    }

    private static string Join(List<string> items) => items.Count < 2
        ? string.Concat(items) : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[items.Count - 1];

    /// <summary>A reference, unless overloads would make it ambiguous.</summary>
    private string Cref(string name) =>
        !method.IsHelper && !method.HasNamesakes && method.Omitted.Count == 0 && method.TypeParameters.Length == 0 && method.Id.EndsWith("." + method.Name, StringComparison.Ordinal) ? $"<see cref=\"{name}\"/>" : $"<c>{name}</c>";
}
