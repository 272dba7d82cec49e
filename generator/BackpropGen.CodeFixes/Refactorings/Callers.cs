using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>The marked methods that call a method, directly or through others.</summary>
internal static class Callers
{
    /// <summary>
    /// Those that cannot be differentiated: a call of a custom derivative may be less than one of a method that is looked into.
    /// </summary>
    public static IEnumerable<string> Refused(string name, Compilation compilation, CancellationToken cancellation)
    {
        foreach (MethodDeclarationSyntax caller in Of(name, compilation, cancellation).Where(caller => caller.AttributeLists.Count > 0))
        {
            if (compilation.ModelOf(caller.SyntaxTree).GetDeclaredSymbol(caller, cancellation) is IMethodSymbol symbol
                && TypeMapping.IsDifferentiable(symbol)
                && Lowering.Lower(symbol, compilation, cancellation) is { } lowered
                && (!lowered.Findings.IsEmpty || lowered.Method is not { Body: not null } method || MarkedMethod.Text(method) is null))
                yield return symbol.GetDocumentationCommentId()!;
        }
    }

    /// <summary>By the names alone: more than really do. What an operator or a constructor calls is not followed.</summary>
    private static IEnumerable<MethodDeclarationSyntax> Of(string name, Compilation compilation, CancellationToken cancellation)
    {
        (MemberDeclarationSyntax Member, HashSet<string> Names)[] all = [.. compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes(IsAroundMembers))
            .OfType<MemberDeclarationSyntax>().Where(member => !IsAroundMembers(member))
            .Select(member => (member, new HashSet<string>(member.DescendantTokens()
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText))))];
        var found = new HashSet<MemberDeclarationSyntax>();
        var open = new Stack<string>([name]);
        while (open.Count > 0)
        {
            string called = open.Pop();
            foreach ((MemberDeclarationSyntax member, HashSet<string> _) in all.Where(one => one.Names.Contains(called)))
            {
                foreach (string own in found.Add(member) ? NamesOf(member) : [])
                    open.Push(own);
            }
        }
        return found.OfType<MethodDeclarationSyntax>();
    }

    private static bool IsAroundMembers(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        _ => [],
    };
}
