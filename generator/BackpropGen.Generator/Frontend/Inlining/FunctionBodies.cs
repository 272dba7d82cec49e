using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>Finds the code of methods, operators, accessors, constructors and local functions that stand in this compilation.</summary>
internal sealed class FunctionBodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, IBlockOperation?> known = new(SymbolEqualityComparer.Default);

    /// <summary>The block of a function; null where its source is not here.</summary>
    public IBlockOperation? Of(IMethodSymbol function)
    {
        IMethodSymbol symbol = (function.PartialImplementationPart ?? function).OriginalDefinition;
        if (!known.TryGetValue(symbol, out IBlockOperation? block))
            known[symbol] = block = Find(symbol);
        return block;
    }

    private IBlockOperation? Find(IMethodSymbol symbol)
    {
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
                continue;
            if (BlockOf(compilation.ModelOf(syntax.SyntaxTree).OperationOf(syntax, cancellation)) is { } block)
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
    public IConstructorBodyOperation? Constructor(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Length == 1
        && constructor.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is ConstructorDeclarationSyntax syntax
        && compilation.ContainsSyntaxTree(syntax.SyntaxTree)
            ? compilation.ModelOf(syntax.SyntaxTree).OperationOf(syntax, cancellation) as IConstructorBodyOperation
            : null;

    /// <summary>The value that a field or automatic property is declared with; null where there is none.</summary>
    public IOperation? InitialValue(IFieldSymbol field)
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
                return compilation.ModelOf(value.SyntaxTree).OperationOf(value, cancellation);
        }
        return null;
    }
}
