using BackpropGen.Explain.Compiling;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Explain.Code;

/// <summary>Explains one method.</summary>
internal sealed class MethodExplainer(Compiled compiled, MarkedMethod marked, List<UserStatement> statements)
{
    private readonly Listings listings = new(compiled);

    public Explanation Explain()
    {
        Place name = Place.Of(marked.Syntax.Identifier.GetLocation());
        List<Listing> forward = [];
        List<Listing> backward = [];
        List<Problem> problems = [];
        Recording? recording = null;
        if (marked.Derivative is { } derivative && compiled.Generated.TryGetValue(marked.HintName, out SyntaxTree? file))
        {
            List<GeneratedMember> members = MembersOf(derivative, file);
            Pairing pairing = new(members, new Partners(statements, marked.Syntax));
            forward.AddRange(listings.Forward(marked.Syntax, pairing));
            backward.AddRange(members.Select(member => listings.Backward(member, pairing)));
            recording = RecordingOf(derivative, file, members);
        }
        else
        {
            forward.Add(listings.Refused(marked.Syntax, marked.Refusals));
            problems.AddRange(marked.Refusals.Select(ProblemOf));
        }
        return new(marked.Id, marked.Symbol.Name, name.File, name.Line, forward, backward, recording, problems);
    }

    /// <summary>Backward, what it computes again, and Gradient, as far as there are such members.</summary>
    private static List<GeneratedMember> MembersOf(Derivative derivative, SyntaxTree file)
    {
        var members = new List<GeneratedMember>();
        Add(derivative.Method.Stem + "Backward", derivative.Backward);
        Add(Recomputation.AgainName(derivative.Method), derivative.Again);
        Add(derivative.Method.Stem + "Gradient", derivative.Gradient);
        return members;

        void Add(string name, Block? body)
        {
            if (GeneratedMember.Find(file, name, body, members.Sum(member => member.Groups.Count)) is { } found)
                members.Add(found);
        }
    }

    private static Recording RecordingOf(Derivative derivative, SyntaxTree file, List<GeneratedMember> members)
    {
        var bytes = new Bytes(derivative);
        GeneratedMember? gradient = members.Find(member => member.Name == derivative.Method.Stem + "Gradient");
        List<KeptValue> values = [];
        foreach (string kept in derivative.Kept)
        {
            List<Readers.Result> reads = members.FindAll(member => member != gradient)
                .ConvertAll(member => new Readers(member.Syntax, member.Groups).Of(kept));
            (string formula, string note) = bytes.Of(kept);
            values.Add(new(
                kept, WhereGradientHas(kept), formula, note, [.. reads.SelectMany(read => read.Groups)], reads.Exists(read => read.Steers)));
        }
        string size = derivative.Method.Stem + "TapeSize";
        string? text = derivative.TapeSize is null ? null : GeneratedMember.MethodIn(file, size) is { } method ? Listings.Plain(method) : null;
        return new(values, gradient is not null, CalledMethods(derivative), text, size);

        string WhereGradientHas(string kept) =>
            gradient is null ? ""
            : derivative.KeptByGradient.Contains(kept) ? "on the tape"
            : new Readers(gradient.Syntax, gradient.Groups).Of(kept).IsRead ? "in a local" : "not needed";
    }

    private static List<string> CalledMethods(Derivative derivative) =>
        [.. Tree.All(derivative.Forward?.Statements ?? []).OfType<CallForward>().Where(call => call.IsRecorded).Select(call => call.Callee.Name).Distinct()];

    private Problem ProblemOf(Diagnostic refusal, int index)
    {
        Place place = Place.Of(refusal.Location);
        bool isShown = Listings.IsIn(marked.Syntax, refusal);
        return new(refusal.Id, MarkedMethod.Message(refusal), place.File, place.Line, isShown ? Listings.ProblemId(index) : null);
    }
}
