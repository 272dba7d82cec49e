using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>Finds the code of methods, operators, accessors, constructors and local functions that stand in this compilation.</summary>
internal static class FunctionBodies
{
    /// <summary>The block of a function; null where its source is not here.</summary>
    public static IBlockOperation? Of(IMethodSymbol function, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol symbol = (function.PartialImplementationPart ?? function).OriginalDefinition;
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
                continue;
            if (BlockOf(compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation)) is { } block)
                return block;
        }
        return null;
    }

    private static IBlockOperation? BlockOf(IOperation? operation) => operation switch
    {
        IMethodBodyBaseOperation body => body.BlockBody ?? body.ExpressionBody,
        ILocalFunctionOperation local => local.Body,
        IBlockOperation block => block,
        _ => null,
    };

    /// <summary>The operation of a constructor, with its initializer; null for primary constructors and where there is no source.</summary>
    public static IConstructorBodyOperation? Constructor(IMethodSymbol constructor, Compilation compilation, CancellationToken cancellation) =>
        constructor.DeclaringSyntaxReferences.Length == 1
        && constructor.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is ConstructorDeclarationSyntax syntax
        && compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellation) as IConstructorBodyOperation
            : null;

    /// <summary>The value that a field or automatic property is declared with; null where there is none.</summary>
    public static IOperation? InitialValue(IFieldSymbol field, Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in ((ISymbol?)field.AssociatedSymbol ?? field).DeclaringSyntaxReferences)
        {
            ExpressionSyntax? value = reference.GetSyntax(cancellation) switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
                PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
                _ => null,
            };
            if (value is not null && compilation.ContainsSyntaxTree(value.SyntaxTree))
                return compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellation);
        }
        return null;
    }
}
