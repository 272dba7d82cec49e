using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Explain.Code;

/// <summary>A generated member that goes backwards.</summary>
/// <param name="Groups">What stands under its comments, with an id for each.</param>
internal sealed record GeneratedMember(string Name, MethodDeclarationSyntax Syntax, IReadOnlyList<(string Id, BackwardGroup Group)> Groups)
{
    /// <summary>The one of a name in a generated file; null where there is none, or it has no room.</summary>
    /// <param name="firstId">The number of its first group.</param>
    public static GeneratedMember? Find(SyntaxTree file, string name, Block? body, int firstId)
    {
        MethodDeclarationSyntax? syntax = MethodIn(file, name);
        return syntax is null || body is null ? null
            : new(name, syntax, [.. BackwardGroup.Of(syntax, body).Select((group, i) => ($"b{firstId + i}", group))]);
    }

    public static MethodDeclarationSyntax? MethodIn(SyntaxTree file, string name) =>
        file.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.ValueText == name);
}
