using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>From the cotangent of an expression to those of the variables it reads: the chain rule, operation by operation.</summary>
internal sealed partial class Reversal
{
    private void Propagate(Expr expr, Expr cotangent, Context context)
    {
        if (!activity.IsActive(expr))
            return;
        switch (expr)
        {
            case Read { Variable: var variable }:
                Accumulate(new Read(symbols.CotangentOf(variable)), cotangent, context);
                break;
            case Element element:
                Accumulate(new Element(CotangentOf(element.Buffer, context), Need(element.Index, context)), cotangent, context);
                break;
            case Unary { Operator: UnaryOperator.Negate } negation:
                Propagate(negation.Operand, -cotangent, context);
                break;
            case Binary binary:
                PropagateBinary(binary, cotangent, context);
                break;
            case Convert conversion:
                Propagate(conversion.Operand, new Convert(conversion.Operand.Scalar, cotangent, IsImplicit: false), context);
                break;
            case Conditional conditional:
                PropagateConditional(conditional, cotangent, context);
                break;
            case MathCall call:
                PropagateCall(call, cotangent, context);
                break;
            case ScalarCall call:
                Expr expression = CalledExpressions.Of(call);
                context.Aliases[expression] = call;
                Propagate(expression, cotangent, context);
                break;
            default:
                throw new InvalidOperationException($"There is no rule for {expr.GetType().Name}.");
        }
    }

    private void PropagateBinary(Binary binary, Expr cotangent, Context context)
    {
        if (Logistic.ArgumentOf(binary) is { } argument)
        {
            Expr y = ResultOf(binary, context);
            Propagate(argument, AtHand(argument, context) is { } z ? Vjp("Logistic", binary.Scalar, z, y, cotangent) : cotangent * y * (1 - y), context);
            return;
        }
        Expr left = binary.Left;
        Expr right = binary.Right;
        bool both = activity.IsActive(left) && activity.IsActive(right);
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                cotangent = Share(cotangent, both, "dSum", context);
                Propagate(left, cotangent, context);
                Propagate(right, cotangent, context);
                break;
            case BinaryOperator.Subtract:
                cotangent = Share(cotangent, both, "dDifference", context);
                Propagate(left, cotangent, context);
                Propagate(right, -cotangent, context);
                break;
            case BinaryOperator.Multiply when left == right:
                Propagate(left, 2 * cotangent * Need(left, context), context);
                break;
            case BinaryOperator.Multiply:
                cotangent = Share(cotangent, both, "dProduct", context);
                if (activity.IsActive(left))
                    Propagate(left, cotangent * Need(right, context), context);
                if (activity.IsActive(right))
                    Propagate(right, cotangent * Need(left, context), context);
                break;
            case BinaryOperator.Divide:
                cotangent = Share(cotangent, both, "dQuotient", context);
                Expr divisor = Need(right, context);
                if (activity.IsActive(left))
                    Propagate(left, cotangent / divisor, context);
                if (activity.IsActive(right))
                    Propagate(right, -cotangent * ResultOf(binary, context) / divisor, context);
                break;
            case BinaryOperator.Remainder:
                cotangent = Share(cotangent, both, "dRemainder", context);
                Propagate(left, cotangent, context);
                if (activity.IsActive(right))
                    Propagate(right, Vjp("RemainderDivisor", binary.Scalar, Need(left, context), Need(right, context), cotangent), context);
                break;
            default:
                throw new InvalidOperationException($"There is no rule for {binary.Operator}.");
        }
    }

    private void PropagateCall(MathCall call, Expr cotangent, Context context)
    {
        Rule rule = MathFunctions.Find(call)!;
        int active = call.Arguments.Where((argument, i) => rule.Cotangents[i] is not null && activity.IsActive(argument)).Count();
        cotangent = Share(cotangent, active > 1, Names.Cotangent(call.Function), context);
        var rules = new RuleContext(call.Result, i => Need(call.Arguments[i], context), () => ResultOf(call, context), cotangent, i => AtHand(call.Arguments[i], context));
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Func<RuleContext, Expr>? derivative = rule.Cotangents[i];
            if (derivative is null || !activity.IsActive(call.Arguments[i]))
                continue;
            if (rule.Chooses && call.Arguments[i] is not (Read or Element))
                PropagateChosen(call.Arguments[i], derivative(rules), context);
            else
                Propagate(call.Arguments[i], derivative(rules), context);
        }
    }

    private void PropagateConditional(Conditional conditional, Expr cotangent, Context context)
    {
        Expr condition = Need(conditional.Condition, context);
        cotangent = Share(cotangent, true, "dChoice", context);
        bool outer = context.IsConditional;
        context.IsConditional = true;
        var whenTrue = new Block(Propagated(conditional.WhenTrue, cotangent, context));
        var whenFalse = new Block(Propagated(conditional.WhenFalse, cotangent, context));
        context.IsConditional = outer;
        if (whenTrue.Statements.Count > 0 || whenFalse.Statements.Count > 0)
            context.Backward.Add(new If(condition, whenTrue, whenFalse));
    }

    /// <summary>The statements by which a cotangent goes on, apart from the others.</summary>
    private List<Statement> Propagated(Expr value, Expr cotangent, Context context)
    {
        int start = context.Backward.Count;
        Propagate(value, cotangent, context);
        List<Statement> statements = context.Backward.Skip(start).ToList();
        context.Backward.RemoveRange(start, statements.Count);
        return statements;
    }

    /// <summary>Adds to a cotangent; what is owed to the very place that the statement overwrites is set aside.</summary>
    private static void Accumulate(Expr place, Expr value, Context context)
    {
        if (context.OwnCotangent is not { } own || own != place)
            context.Backward.Add(new Assign(place, place + value));
        else if (context.IsConditional || context.IsGuarded)
            throw new InvalidOperationException($"The cotangent {IrPrinter.Print(place)} is overwritten, and added to under a condition.");
        else
            context.OwnContribution = context.OwnContribution is { } sum ? sum + value : value;
    }

    /// <summary>Gives a cotangent that is used more than once a name, unless it has one.</summary>
    private Expr Share(Expr cotangent, bool isShared, string name, Context context)
    {
        if (!isShared || cotangent is Read or Element or Constant or Unary { Operand: Read })
            return cotangent;
        Variable shared = symbols.New(name, cotangent.Type);
        context.Backward.Add(new Declare(shared, cotangent));
        return new Read(shared);
    }

    private static Expr Vjp(string function, ScalarType type, params Expr[] arguments) =>
        new MathCall("Vjp." + function, "Vjp." + function, type, arguments.ToList());

    /// <summary>Whether the derivative of a called expression needs no more than its parameters and its result, both of which the caller has.</summary>
    private static bool IsSelfContained(Expr expr, bool isResult = true)
    {
        bool Plain(Expr e) => Tree.All(e).All(part => part is not (MathCall or ScalarCall));
        return expr switch
        {
            Constant or Read => true,
            Unary u => IsSelfContained(u.Operand, false),
            Convert c => IsSelfContained(c.Operand, false),
            Conditional c => Plain(c.Condition) && IsSelfContained(c.WhenTrue, false) && IsSelfContained(c.WhenFalse, false),
            Binary b when Logistic.ArgumentOf(b) is { } argument => isResult && IsSelfContained(argument, false),
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } b => IsSelfContained(b.Left, false) && IsSelfContained(b.Right, false),
            Binary { Operator: BinaryOperator.Multiply } b => Plain(b),
            Binary { Operator: BinaryOperator.Divide } b => isResult && Plain(b),
            MathCall m => (isResult || MathFunctions.Find(m) is null or { ReadsResult: false }) && m.Arguments.All(Plain),
            _ => false,
        };
    }
}
