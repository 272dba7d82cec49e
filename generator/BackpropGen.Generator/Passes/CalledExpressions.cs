using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What stands behind calls of methods that are one expression.</summary>
internal static class CalledExpressions
{
    /// <summary>The expression that a called method returns, over the arguments of the call.</summary>
    public static Expr Of(ScalarCall call)
    {
        var arguments = new Dictionary<Variable, Expr>();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Parameter parameter = call.Callee.Parameters[i];
            arguments[parameter.Variable] = parameter.HasGradient ? call.Arguments[i] : new Detached(call.Arguments[i]);
        }
        return KnownConditions.Whole(Tree.Rewrite(call.Callee.Expression!, e => e is Read read ? arguments[read.Variable] : null));
    }

    /// <summary>The expression without calls: what they return stands in their place.</summary>
    public static Expr Whole(Expr expr) => Tree.Rewrite(expr, e => e is ScalarCall call ? Whole(Of(call)) : null);

    /// <summary>The number of nodes that the expression has without calls, arguments as often as they are read.</summary>
    public static double Size(Expr expr) => Size(expr, 1, _ => 1);

    /// <summary>How often the called expression reads a parameter.</summary>
    public static double Reads(Callee callee, Variable parameter) => Size(callee.Expression!, 0, variable => variable == parameter ? 1 : 0);

    private static double Size(Expr expr, double node, Func<Variable, double> sizeOf)
    {
        switch (expr)
        {
            case Read { Variable: var variable }:
                return sizeOf(variable);
            case ScalarCall call:
                var sizes = new Dictionary<Variable, double>();
                for (int i = 0; i < call.Arguments.Count; i++)
                    sizes[call.Callee.Parameters[i].Variable] = Size(call.Arguments[i], node, sizeOf);
                return Size(call.Callee.Expression!, node, variable => sizes[variable]);
            default:
                return node + Tree.Operands(expr).Sum(operand => Size(operand, node, sizeOf));
        }
    }
}
