using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Operators in a row, <c>a + b + c</c>, which stand in each other on the left: followed in a loop, for a row may have thousands of operands.
/// A long one is cut into pieces with locals between them, in C#'s own order, so that later passes see no deep expressions.
/// </summary>
internal sealed class ChainLowering(BodyContext body, ExpressionLowering expressions)
{
    /// <summary>A row with more operators than this is cut.</summary>
    public const int Piece = 32;

    private Variable? total;

    public Expr? Lower(IBinaryOperation whole)
    {
        var links = new Stack<IBinaryOperation>();
        IOperation first = whole;
        while (first is IBinaryOperation link && expressions.IsPlain(link))
        {
            links.Push(link);
            first = link.LeftOperand;
        }
        Expr? value = expressions.Lower(first);
        for (int length = 1; links.Count > 0; length++)
        {
            IBinaryOperation link = links.Pop();
            if (!expressions.Reaches(link))
                return null;
            value = expressions.LowerOperator(link, value);
            if (length % Piece == 0 && links.Count > 0 && value is { Type: ScalarType })
                value = Kept(value, link);
        }
        return value;
    }

    /// <summary>
    /// What a row gives so far, in a local. The terms of a sum are added to one and the same, whose cotangent is that of all of them; what else
    /// is computed needs the value of each piece backwards.
    /// </summary>
    private Read Kept(Expr value, IBinaryOperation link)
    {
        if (total is { } sum && sum.Type == value.Type && IsSum(value, sum))
        {
            body.Emit(new Assign(new Read(sum), value), link.Syntax);
            return new Read(sum);
        }
        Variable kept = body.Temporary(NameOf(value), value.Type);
        body.Emit(new Declare(kept, value), link.Syntax);
        total = value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type: ScalarType { IsFloating: true } } ? kept : null;
        return new Read(kept);
    }

    /// <summary>Whether the value is the sum so far, and further terms that do not read it.</summary>
    private static bool IsSum(Expr value, Variable sum)
    {
        while (value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } link)
            value = link.Left;
        return value is Read { Variable: var first } && first == sum;
    }

    private static string NameOf(Expr value) => value switch
    {
        { Type: ScalarType { Kind: ScalarKind.Bool } } => "holds",
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } => "sum",
        Binary { Operator: BinaryOperator.Multiply } => "product",
        _ => "value",
    };
}
