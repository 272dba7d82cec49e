using System.Collections.Immutable;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>
/// A marked method as the generator's pipeline has it: what is generated from, and what may be reported, which moves with every edit above.
/// </summary>
internal sealed record Marked(Method? Method, Declaration Declaration)
{
    public static Marked Of(Lowered lowered)
    {
        ImmutableArray<Diagnostic> found = lowered.Findings;
        Diagnostic? first = found.FirstOrDefault() ?? lowered.Elsewhere;
        Method? method = lowered.Method is { Body: null } refused && first is not null && !lowered.LacksReason
            ? refused with { Refusal = Report.Of(first).ToRefusal() } : lowered.Method;
        EquatableArray<Report> reports = found.Select(Report.Of).ToList();
        return new Marked(method, new Declaration(
            method?.HintName ?? "", Place.Of(lowered.Source.Name), lowered.Source.Syntax.FullSpan, reports, lowered.LacksReason));
    }
}

/// <summary>Where a marked method stands, and what was refused in it.</summary>
/// <param name="HintName">The name of its generated file; empty where there is none.</param>
/// <param name="Name">Where its name is.</param>
/// <param name="LacksReason">It was refused without a word, as what the compiler rejects is.</param>
internal sealed record Declaration(string HintName, Place Name, TextSpan Whole, EquatableArray<Report> Reports, bool LacksReason)
{
    /// <summary>What is to be reported: not what the compiler reports itself, nor what its errors make of our passes.</summary>
    public IEnumerable<Report> Unexplained(Failure? failure, CompilerErrors errors)
    {
        List<Report> found = [.. Reports, .. failure is null ? [] : new[] { new Report(failure.Id, failure.Message, Name) }];
        if (found.Count == 0)
            return found;
        if (LacksReason && (errors.Rejects(Name.Path, Whole) || errors.HasAny(mayBeUnknown: true)))
            return [];
        IReadOnlyList<Diagnostic> near = errors.In(Name.Path, Whole);
        if (found.Exists(report => report.Id == Descriptors.InternalError.Id) && (near.Count > 0 || errors.HasAny(mayBeUnknown: false)))
            return [];
        return found.Where(report => !near.Any(error => error.Location.SourceSpan.IntersectsWith(report.Place.Span)));
    }
}

/// <summary>A method that the passes threw at.</summary>
internal sealed record Failed(Method Method, Failure Failure)
{
    public string HintName => Method.HintName;

    /// <summary>What stands in for it.</summary>
    public Method Stub(IEnumerable<Declaration> declarations)
    {
        Place place = declarations.FirstOrDefault(declaration => declaration.HintName == HintName)?.Name ?? Place.None;
        return Method with { Body = null, Refusal = new Report(Failure.Id, Failure.Message, place).ToRefusal() };
    }
}
