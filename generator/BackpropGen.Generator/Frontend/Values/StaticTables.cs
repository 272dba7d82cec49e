using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>
/// Static arrays and spans whose elements never change: a private array that nothing in its type writes or hands on, and a property that
/// gives a span of constants.
/// </summary>
internal sealed class StaticTables(Compilation compilation, Inlining.FunctionBodies bodies, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, bool> known = new(SymbolEqualityComparer.Default);

    public bool Contains(ISymbol symbol)
    {
        if (!known.TryGetValue(symbol, out bool isTable))
        {
            known[symbol] = isTable = symbol switch
            {
                IFieldSymbol { IsStatic: true, IsReadOnly: true, DeclaredAccessibility: Accessibility.Private, ContainingType.IsGenericType: false } field => IsArray(field),
                IPropertySymbol { IsStatic: true, IsIndexer: false, GetMethod: { } getter, Type: INamedTypeSymbol { Name: "ReadOnlySpan" } } => IsOfConstants(getter),
                _ => false,
            };
        }
        return isTable;
    }

    private bool IsArray(IFieldSymbol field) => TypeMapping.Buffer(field.Type) is { IsWhole: false } && IsNew(bodies.InitialValue(field))
        && field.ContainingType.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation)).All(part => compilation.ContainsSyntaxTree(part.SyntaxTree) && IsOnlyRead(field, part));

    private bool IsOnlyRead(IFieldSymbol field, SyntaxNode type)
    {
        SemanticModel model = compilation.ModelOf(type.SyntaxTree);
        return type.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == field.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, field)).All(name => IsRead(name, model));
    }

    private bool IsRead(IdentifierNameSyntax name, SemanticModel model)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        return whole.Parent switch
        {
            ElementAccessExpressionSyntax element => element.Expression == whole && !IsWritten(element),
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText is "Length",
            CommonForEachStatementSyntax loop => loop.Expression == whole && loop is not ForEachStatementSyntax { Type: RefTypeSyntax },
            _ => model.GetTypeInfo(whole, cancellation).ConvertedType is INamedTypeSymbol { Name: "ReadOnlySpan" } span && TypeMapping.IsInSystem(span),
        };
    }

    private static bool IsWritten(ExpressionSyntax element) => element.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == element,
        PrefixUnaryExpressionSyntax prefix => !prefix.IsKind(SyntaxKind.UnaryMinusExpression) && !prefix.IsKind(SyntaxKind.UnaryPlusExpression),
        PostfixUnaryExpressionSyntax postfix => !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax },
        RefExpressionSyntax => true,
        _ => false,
    };

    /// <summary>The getter returns new elements, all of them constants, which the compiler makes data of the program.</summary>
    private bool IsOfConstants(IMethodSymbol getter)
    {
        IOperation? value = bodies.Of(getter)?.Operations.OfType<IReturnOperation>().FirstOrDefault()?.ReturnedValue;
        return ElementsOf(value)?.All(element => element.ConstantValue.HasValue) == true;
    }

    /// <summary>A value that has no other name anywhere.</summary>
    private static bool IsNew(IOperation? value) =>
        Converted(value) is { } made && (made is IArrayInitializerOperation || Buffers.BufferSources.IsStorage(made));

    /// <summary>The elements that a new array is given; null for other values.</summary>
    private static IEnumerable<IOperation>? ElementsOf(IOperation? value) => Converted(value) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        { Syntax: CollectionExpressionSyntax } collection => collection.ChildOperations,
        _ => null,
    };

    /// <summary>What becomes an array or a span.</summary>
    private static IOperation? Converted(IOperation? value)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IConversionOperation { Type.Name: "ReadOnlySpan" })
            value = ((IConversionOperation)value).Operand;
        return value;
    }
}
