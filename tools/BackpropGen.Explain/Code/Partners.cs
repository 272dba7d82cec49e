using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Explain.Code;

/// <summary>Finds the statement of the user's that a group of backward statements belongs to.</summary>
/// <param name="statements">Those of all files.</param>
/// <param name="method">The method that is explained.</param>
internal sealed class Partners(List<UserStatement> statements, MethodDeclarationSyntax method)
{
    /// <summary>Null where nothing fits.</summary>
    public UserStatement? Of(BackwardGroup group)
    {
        List<UserStatement> near = group.Line > 0 ? statements.FindAll(IsAt) : statements.FindAll(IsInMethod);
        List<UserStatement> fitting = near.FindAll(statement => statement.IsRepeatedBy(group.Words));
        if (fitting.Count == 0 && group.Line > 0)
            fitting = near;
        // Of statements on one line the innermost, and of files with one name the method's own.
        return fitting.OrderByDescending(IsInMethod).ThenBy(statement => statement.Span.Length).ThenBy(statement => statement.Span.Start)
            .FirstOrDefault();

        bool IsAt(UserStatement statement) => statement.File == group.File && statement.Covers(group.Line);
    }

    private bool IsInMethod(UserStatement statement) =>
        statement.Node.SyntaxTree == method.SyntaxTree && method.Span.Contains(statement.Span);
}
