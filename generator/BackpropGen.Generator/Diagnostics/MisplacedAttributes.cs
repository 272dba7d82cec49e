using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>The attribute on what is no ordinary method.</summary>
internal static class MisplacedAttributes
{
    /// <summary>What else an attribute for methods can stand on.</summary>
    private static readonly IReadOnlyDictionary<SyntaxKind, string> OtherMethods = new Dictionary<SyntaxKind, string>
    {
        [SyntaxKind.LocalFunctionStatement] = "a local function",
        [SyntaxKind.OperatorDeclaration] = "an operator",
        [SyntaxKind.ConversionOperatorDeclaration] = "a conversion operator",
        [SyntaxKind.GetAccessorDeclaration] = "an accessor",
        [SyntaxKind.SetAccessorDeclaration] = "an accessor",
        [SyntaxKind.InitAccessorDeclaration] = "an accessor",
        [SyntaxKind.ParenthesizedLambdaExpression] = "a lambda",
    };

    public static SyntaxKind[] Kinds => [.. OtherMethods.Keys];

    public static bool MayCarry(SyntaxNode node) =>
        OtherMethods.ContainsKey(node.Kind()) && node.ChildNodes().Any(child => child is AttributeListSyntax);

    public static Diagnostic? Of(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        bool isMarked = node.ChildNodes().OfType<AttributeListSyntax>().SelectMany(list => list.Attributes).Any(
            attribute => model.GetSymbolInfo(attribute, cancellation).Symbol?.ContainingType?.ToDisplayString() == Lowering.Attribute);
        if (!isMarked)
            return null;
        var method = model.GetDeclaredSymbol(node, cancellation) as IMethodSymbol;
        string name = method is null ? "This" : MemberNames.Of(method);
        return Diagnostic.Create(Descriptors.UnsupportedMethod, node.GetLocation(), name, OtherMethods[node.Kind()]);
    }
}
