using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>A forward method as the compiler has it. Never part of a model.</summary>
/// <param name="Symbol">The implementing part, where there are two.</param>
internal sealed record MethodSource(IMethodSymbol Symbol, MethodDeclarationSyntax Syntax, SemanticModel Model)
{
    public Location Name => Syntax.Identifier.GetLocation();

    /// <summary>Where what its generated members are called is written.</summary>
    public Location PlaceOfNames => MemberStems.PlaceOf(Symbol, Syntax.SyntaxTree, default) ?? Name;

    /// <summary>A place inside the method, where names are looked up; before a body that is too deep to be looked through for them.</summary>
    public int Position => Nesting.TooDeep(Syntax) is not null ? Syntax.Identifier.SpanStart
        : Syntax.Body?.OpenBraceToken.Span.End ?? Syntax.ExpressionBody?.Expression.SpanStart ?? Syntax.Identifier.SpanStart;

    /// <summary>The user's part with the body; null for anything but an ordinary method in this compilation.</summary>
    public static MethodSource? Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol symbol = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (symbol.DeclaringSyntaxReferences.Length == 0
            || symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        return compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? new MethodSource(symbol, syntax, compilation.ModelOf(syntax.SyntaxTree)) : null;
    }
}
