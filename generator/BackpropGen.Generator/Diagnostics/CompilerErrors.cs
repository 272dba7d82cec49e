using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>
/// The errors that the compiler finds before anything is generated. Some of them are gone afterwards: they must not hide an error of ours.
/// </summary>
internal sealed class CompilerErrors(Compilation compilation, CancellationToken cancellation)
{
    /// <summary>A partial method whose declaring part is generated.</summary>
    private const string NoDeclaringPart = "CS0759";

    /// <summary>Names that do not exist yet, if they are generated, by this generator or by another one.</summary>
    private static readonly string[] Unknown = ["CS0103", "CS0117", "CS0234", "CS0246", "CS0426", "CS1061", NoDeclaringPart];

    /// <summary>Those in a piece of a file that stay, whatever is generated, as far as one can tell.</summary>
    public IReadOnlyList<Diagnostic> In(string path, TextSpan span) =>
        All(path, span).Where(error => !Unknown.Contains(error.Id)).ToList();

    /// <summary>Whether the compiler has a reason to reject a piece of a file that has nothing to do with generated members of ours.</summary>
    public bool Rejects(string path, TextSpan span) => All(path, span).Any(error => !IsOurs(error));

    /// <summary>Whether there are errors anywhere that stay.</summary>
    /// <param name="mayBeUnknown">Names that do not exist count, unless they are those of our members.</param>
    public bool HasAny(bool mayBeUnknown)
    {
        List<Diagnostic> errors = compilation.GetDiagnostics(cancellation).Where(IsError).ToList();
        bool IsSettled(Diagnostic error) => mayBeUnknown ? IsOurs(error) : Unknown.Contains(error.Id);
        // What else is wrong beside such a name may follow from it.
        HashSet<SyntaxNode?> settled = [.. errors.Where(IsSettled).Select(MemberOf)];
        return errors.Exists(error => !IsSettled(error) && (MemberOf(error) is not { } member || !settled.Contains(member)));
    }

    private IEnumerable<Diagnostic> All(string path, TextSpan span) =>
        compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path) is { } tree && span.End <= tree.Length
            ? compilation.ModelOf(tree).GetDiagnostics(span, cancellation).Where(IsError) : [];

    private bool IsOurs(Diagnostic error) => error.Id == NoDeclaringPart
        || (Unknown.Contains(error.Id) && error.Location is { SourceTree: { } tree, SourceSpan: var span }
            && GeneratedMembers.WillHave(tree.GetText(cancellation).ToString(span), compilation, cancellation));

    private SyntaxNode? MemberOf(Diagnostic error) => error.Location.SourceTree?.GetRoot(cancellation)
        .FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>(
            node => node is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax));

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
