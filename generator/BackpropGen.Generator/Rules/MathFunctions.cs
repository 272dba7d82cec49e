using BackpropGen.Generator.Ir;
using static System.Math;

namespace BackpropGen.Generator.Rules;

/// <summary>
/// The derivative of every function of Math, MathF, double and float: one line each, the cotangent of each operand in turn. Smooth
/// functions stand in closed form; those with kinks or singular slopes use the runtime's Vjp, where the conventions are documented.
/// Formulas: Abramowitz and Stegun, chapters 4 and 6; Griewank and Walther, Evaluating Derivatives, table 2.3.
/// </summary>
internal static class MathFunctions
{
    private static readonly double Ln2 = Log(2);
    private static readonly double Ln10 = Log(10);
    private static readonly Func<RuleContext, Expr>? Zero = null;

    private static readonly Dictionary<(string Function, int Arguments), Rule> Rules = new Rule[]
    {
        // Exponentials and logarithms
        FromResult("Exp", c => c.D * c.Y),
        FromResult("Exp2", c => c.D * c.Y * Ln2),
        FromResult("Exp10", c => c.D * c.Y * Ln10),
        Saturating("ExpM1", c => c.D * (c.Y + 1)),
        Saturating("Exp2M1", c => c.D * (c.Y + 1) * Ln2),
        Saturating("Exp10M1", c => c.D * (c.Y + 1) * Ln10),
        FromOperands("Log", c => c.D / c.X),
        new("Log", true, [c => c.D / c.A / c.Math("Log", c.B), c => c.Vjp("LogBase", c.A, c.B, c.Y, c.D)]),
        FromOperands("Log2", c => c.D / (c.X * Ln2)),
        FromOperands("Log10", c => c.D / (c.X * Ln10)),
        FromOperands("LogP1", c => c.D / (c.X + 1)),
        FromOperands("Log2P1", c => c.D / ((c.X + 1) * Ln2)),
        FromOperands("Log10P1", c => c.D / ((c.X + 1) * Ln10)),

        // Powers and roots
        new("Pow", true, [c => c.Vjp("PowBase", c.A, c.B, c.D), c => c.Vjp("PowExponent", c.A, c.B, c.Y, c.D)]),
        FromResult("Sqrt", c => c.Vjp("Sqrt", c.Y, c.D)),
        FromResult("Cbrt", c => c.Vjp("Cbrt", c.Y, c.D)),
        new("RootN", true, [c => c.Vjp("RootN", c.A, c.B, c.Y, c.D), Zero]),
        new("Hypot", true, [c => c.Vjp("Hypot", c.A, c.Y, c.D), c => c.Vjp("Hypot", c.B, c.Y, c.D)]),
        FromResult("ReciprocalEstimate", c => -c.D * c.Y * c.Y),
        FromResult("ReciprocalSqrtEstimate", c => -0.5 * c.D * c.Y * c.Y * c.Y),

        // Trigonometry
        FromOperands("Sin", c => c.D * c.Math("Cos", c.X)),
        FromOperands("Cos", c => -c.D * c.Math("Sin", c.X)),
        FromResult("Tan", c => c.D * (1 + c.Y * c.Y)),
        FromOperands("Asin", c => c.Vjp("Asin", c.X, c.D)),
        FromOperands("Acos", c => c.Vjp("Acos", c.X, c.D)),
        FromOperands("Atan", c => c.D / (1 + c.X * c.X)),
        FromOperands("Atan2", c => c.Vjp("Atan2Y", c.A, c.B, c.D), c => c.Vjp("Atan2X", c.A, c.B, c.D)),
        FromOperands("SinPi", c => c.D * PI * c.Numeric("CosPi", c.X)),
        FromOperands("CosPi", c => -c.D * PI * c.Numeric("SinPi", c.X)),
        FromResult("TanPi", c => c.D * PI * (1 + c.Y * c.Y)),
        FromOperands("AsinPi", c => c.Vjp("AsinPi", c.X, c.D)),
        FromOperands("AcosPi", c => c.Vjp("AcosPi", c.X, c.D)),
        FromOperands("AtanPi", c => c.D / (PI * (1 + c.X * c.X))),
        FromOperands("Atan2Pi", c => c.Vjp("Atan2PiY", c.A, c.B, c.D), c => c.Vjp("Atan2PiX", c.A, c.B, c.D)),
        FromOperands("DegreesToRadians", c => c.D * (PI / 180)),
        FromOperands("RadiansToDegrees", c => c.D * (180 / PI)),

        // Hyperbolic functions
        FromOperands("Sinh", c => c.D * c.Math("Cosh", c.X)),
        FromOperands("Cosh", c => c.D * c.Math("Sinh", c.X)),
        Saturating("Tanh", c => c.D * (1 - c.Y * c.Y)),
        FromOperands("Asinh", c => c.Vjp("Asinh", c.X, c.D)),
        FromOperands("Acosh", c => c.Vjp("Acosh", c.X, c.D)),
        FromOperands("Atanh", c => c.Vjp("Atanh", c.X, c.D)),

        // Products and interpolation
        FromOperands("FusedMultiplyAdd", c => c.D * c.B, c => c.D * c.A, c => c.D),
        FromOperands("MultiplyAddEstimate", c => c.D * c.B, c => c.D * c.A, c => c.D),
        FromOperands("Lerp", c => c.D * (1 - c.C), c => c.D * c.C, c => c.Vjp("LerpAmount", c.A, c.B, c.D)),
        FromOperands("ScaleB", c => c.Math("ScaleB", c.D, c.B), Zero),

        // Kinks
        FromOperands("Abs", c => c.Vjp("Abs", c.X, c.D)),
        Symmetric("Max"),
        Symmetric("Min"),
        Symmetric("MaxMagnitude"),
        Symmetric("MinMagnitude"),
        Symmetric("MaxNumber"),
        Symmetric("MinNumber"),
        Symmetric("MaxMagnitudeNumber"),
        Symmetric("MinMagnitudeNumber"),
        Symmetric("MaxNative", "Max"),
        Symmetric("MinNative", "Min"),
        Bounded("Clamp"),
        Bounded("ClampNative"),
        FromOperands("CopySign", c => c.Vjp("CopySign", c.A, c.B, c.D), Zero),
        FromOperands("IEEERemainder", c => c.D, c => c.Vjp("IeeeRemainderDivisor", c.A, c.B, c.D)),

        // Steps: flat but for their jumps
        FromOperands("Floor", Zero),
        FromOperands("Ceiling", Zero),
        FromOperands("Truncate", Zero),
        FromOperands("Round", Zero),
        FromOperands("Round", Zero, Zero),
        FromOperands("Round", Zero, Zero, Zero),

        // A neighbouring number: slope one
        FromOperands("BitIncrement", c => c.D),
        FromOperands("BitDecrement", c => c.D),
    }.ToDictionary(rule => (rule.Function, rule.Cotangents.Length));

    /// <summary>Whether a rule stands for the function of this name and number of arguments.</summary>
    public static bool Contains(string function, int arguments) => Rules.ContainsKey((function, arguments));

    /// <summary>The rule of a function; null where the result carries no derivative (an integer, a truth value).</summary>
    public static Rule? Find(MathCall call) =>
        call.Result.IsFloating && Rules.TryGetValue((call.Function, call.Arguments.Count), out Rule rule) ? rule : null;

    private static Rule FromOperands(string function, params Func<RuleContext, Expr>?[] cotangents) => new(function, false, cotangents);

    private static Rule FromResult(string function, params Func<RuleContext, Expr>?[] cotangents) => new(function, true, cotangents);

    /// <summary>Near a bound of the function the slope in terms of the result cancels: the operand gives it, where it is at hand.</summary>
    private static Rule Saturating(string function, Func<RuleContext, Expr> fromResult) =>
        FromResult(function, c => c.XAtHand is { } x ? c.Vjp(function, x, c.Y, c.D) : fromResult(c));

    private static Rule Symmetric(string function, string? vjp = null) =>
        FromOperands(function, c => c.Vjp(vjp ?? function, c.A, c.B, c.D), c => c.Vjp(vjp ?? function, c.B, c.A, c.D)) with { Chooses = true };

    private static Rule Bounded(string function) => FromOperands(
        function,
        c => c.Vjp("Clamp", c.A, c.B, c.C, c.D),
        c => c.Vjp("ClampMin", c.A, c.B, c.C, c.D),
        c => c.Vjp("ClampMax", c.A, c.B, c.C, c.D)) with
    { Chooses = true };
}
