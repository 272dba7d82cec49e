using System.Collections.Immutable;
using BackpropGen.CodeFixes.Edits;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>Marks a parameter [NoGradient] whose type is not supported, where the method only hands it on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoGradientFix))]
public sealed class NoGradientFix : RepairProvider
{
    private const string Attribute = "NoGradient";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.ParameterType.Id);

    private protected override Repair? Find(Mistake mistake)
    {
        if (mistake.At.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter
            || mistake.Model.GetDeclaredSymbol(parameter, mistake.Cancellation) is not IParameterSymbol symbol
                || TypeMapping.IsNoGradient(symbol))
            return null;
        Edit[] edits = [.. Marks.On(parameter, Attribute, mistake.Document, mistake.Model)];
        return Helps(edits, parameter, symbol, mistake)
            ? new Repair($"Mark '{symbol.Name}' with [{Attribute}]", nameof(NoGradientFix), edits) : null;
    }

    /// <summary>Whether nothing is refused of the parameter then, neither where it is declared nor where it is used.</summary>
    private static bool Helps(Edit[] edits, ParameterSyntax parameter, IParameterSymbol symbol, Mistake mistake)
    {
        SyntaxTree before = mistake.Model.SyntaxTree;
        IEnumerable<TextChange> changes = edits.OrderBy(edit => edit.Span.Start).Select(edit => new TextChange(edit.Span, edit.Text));
        SyntaxTree after = before.WithChangedText(before.GetText(mistake.Cancellation).WithChanges(changes));
        Compilation compilation = mistake.Model.Compilation.ReplaceSyntaxTree(before, after);
        int moved = edits.Where(edit => edit.Span.Start <= parameter.SpanStart).Sum(edit => edit.Text.Length);
        if (after.GetRoot(mistake.Cancellation).FindToken(parameter.Identifier.SpanStart + moved).Parent is not ParameterSyntax marked
            || compilation.ModelOf(after) is not { } model
            || model.GetDeclaredSymbol(marked, mistake.Cancellation) is not { ContainingSymbol: IMethodSymbol method } declared
            || Lowering.Lower(method, compilation, mistake.Cancellation) is not { } lowered)
            return false;
        return !lowered.Diagnostics.Any(refusal => refusal.Location.SourceTree == after && IsAbout(refusal.Location.SourceSpan));

        bool IsAbout(TextSpan span) => span.IntersectsWith(marked.Span)
            || lowered.Source.Syntax.DescendantNodes(span).OfType<IdentifierNameSyntax>()
            .Any(name => span.Contains(name.Span) && name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, mistake.Cancellation).Symbol, declared));
    }
}
