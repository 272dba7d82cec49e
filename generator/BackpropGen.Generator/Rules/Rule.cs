using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Rules;

/// <summary>
/// What a rule may use. Reading an operand or the result is what makes it needed by the backward pass: what is recorded follows from
/// the rules.
/// </summary>
/// <param name="operand">The value of an operand, as the backward pass gets it.</param>
/// <param name="result">The value of the result, likewise.</param>
/// <param name="cotangent">The cotangent of the result.</param>
/// <param name="atHand">The value of an operand that the backward pass has at hand; null where it would have to be recorded for every iteration of a loop.</param>
internal sealed class RuleContext(ScalarType type, Func<int, Expr> operand, Func<Expr> result, Expr cotangent, Func<int, Expr?> atHand)
{
    /// <summary>The operand where it is at hand.</summary>
    public Expr? XAtHand => atHand(0);

    public Expr X => operand(0);

    public Expr A => operand(0);

    public Expr B => operand(1);

    public Expr C => operand(2);

    public Expr Y => result();

    public Expr D => cotangent;

    public Expr Number(double value) => Constant.Of(type, value);

    /// <summary>A function of the precision at hand: <c>Math.Cos</c> or <c>MathF.Cos</c>.</summary>
    public Expr Math(string function, params Expr[] arguments) =>
        new MathCall(function, (type.IsParameter ? type.Name + "." : type.Kind == ScalarKind.Single ? "MathF." : "Math.") + function, type, arguments.ToList());

    /// <summary>A static method of the number type: <c>double.CosPi</c>.</summary>
    public Expr Numeric(string function, params Expr[] arguments) =>
        new MathCall(function, type.Keyword + "." + function, type, arguments.ToList());

    /// <summary>A vector-Jacobian product of the runtime, for functions with kinks or singular slopes.</summary>
    public Expr Vjp(string function, params Expr[] arguments) =>
        new MathCall("Vjp." + function, "Vjp." + function, type, arguments.ToList());
}

/// <summary>The cotangents of a function's operands; null where the derivative is zero.</summary>
/// <param name="ReadsResult">Some operand's cotangent uses the result.</param>
internal sealed record Rule(string Function, bool ReadsResult, Func<RuleContext, Expr>?[] Cotangents)
{
    /// <summary>The result is one of the operands: the others get an exact zero.</summary>
    public bool Chooses { get; init; }
}
