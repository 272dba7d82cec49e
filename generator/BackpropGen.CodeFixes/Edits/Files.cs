using Microsoft.CodeAnalysis;

namespace BackpropGen.CodeFixes.Edits;

/// <summary>The files of a solution that can be changed.</summary>
internal static class Files
{
    /// <summary>The user's file that a tree is of; null where it is generated.</summary>
    public static Document? FileOf(this Solution solution, SyntaxTree tree) =>
        solution.GetDocument(tree) is { } document and not SourceGeneratedDocument ? document : null;
}
