using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>An error with its place in the code.</summary>
/// <param name="At">The node that is marked.</param>
internal sealed record Mistake(Document Document, Diagnostic Diagnostic, SemanticModel Model, SyntaxNode At, CancellationToken Cancellation)
{
    public Solution Solution => Document.Project.Solution;

    /// <summary>The method in which it is.</summary>
    public IMethodSymbol? Method => At.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
        ? Model.GetDeclaredSymbol(declaration, Cancellation) as IMethodSymbol : null;

    /// <summary>The method whose call is marked, as it is declared: the part with the body.</summary>
    public IMethodSymbol? Callee
    {
        get
        {
            SyntaxNode? at = At is ExpressionStatementSyntax statement ? statement.Expression : At;
            var call = at as InvocationExpressionSyntax;
            var method = call is null ? null : Model.GetSymbolInfo(call, Cancellation).Symbol as IMethodSymbol;
            method = (method?.ReducedFrom ?? method)?.OriginalDefinition;
            return method?.PartialImplementationPart ?? method;
        }
    }
}
