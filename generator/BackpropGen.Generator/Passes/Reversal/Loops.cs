using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>Arithmetic of counted loops. It does not wrap around: where a bound may be near an end of its type, it takes another way.</summary>
internal static class Loops
{
    private static readonly Expr One = Constant.Int(1);

    /// <summary>How often the body runs; 0 or less for never.</summary>
    public static Expr Trips(For loop)
    {
        if (!IsOne(loop.Step) && !loop.Bounds.AreModest)
            return Ir.Trips.Of(loop);
        (Expr high, Expr low) = loop.IsUpward ? (loop.Limit, loop.Start) : (loop.Start, loop.Limit);
        Expr distance = !loop.Bounds.IsNear && loop.Counter.Type == ScalarType.Int32 ? new Convert(ScalarType.Int64, high, IsImplicit: false) - new Convert(ScalarType.Int64, low, IsImplicit: true) : high - low;
        if (loop.Relation is LoopRelation.LessOrEqual or LoopRelation.GreaterOrEqual)
            distance += Constant.Of(distance.Scalar, 1);
        if (distance.Type != loop.Counter.Type)
            distance = new MathCall("Max", "Math.Max", ScalarType.Int64, [Constant.Of(ScalarType.Int64, 0), distance]);
        return Simplify.Of(IsOne(loop.Step) ? distance : (distance + (loop.Step - One)) / loop.Step);
    }

    /// <summary>The number of the current iteration, in an order that is the same forward and backward.</summary>
    public static Expr Index(For loop)
    {
        Expr counter = new Read(loop.Counter);
        Expr index = loop switch
        {
            { IsUpward: true } => (counter - loop.Start) / loop.Step,
            { Relation: LoopRelation.Greater } when IsOne(loop.Step) => counter - (loop.Limit + One),
            _ when IsOne(loop.Step) => counter - loop.Limit,
            _ => (loop.Start - counter) / loop.Step,
        };
        return Simplify.Of(index);
    }

    /// <summary>The same iterations in the opposite order.</summary>
    public static For Turn(For loop, Block body)
    {
        bool isOne = IsOne(loop.Step);
        Expr last = loop.Relation switch
        {
            _ when !isOne => loop.IsUpward
                ? loop.Start + (Trips(loop) - One) * loop.Step
                : loop.Start - (Trips(loop) - One) * loop.Step,
            LoopRelation.Less => loop.Limit - One,
            LoopRelation.Greater => loop.Limit + One,
            _ => loop.Limit,
        };
        Expr? entry = loop.Relation switch
        {
            _ when !isOne || loop.Bounds.IsLimitSafe => null,
            LoopRelation.LessOrEqual => loop.Limit + One,
            LoopRelation.GreaterOrEqual => loop.Limit - One,
            _ => loop.Limit,
        };
        return Opposite(loop, last, body) with { Entry = entry is null ? null : Simplify.Of(entry) };
    }

    /// <summary>As many iterations as ran, in the opposite order.</summary>
    /// <param name="newRound">Makes a counter.</param>
    public static For Turn(For loop, Expr count, Block body, Func<string, Variable> newRound)
    {
        if (loop.Bounds.IsStartSafe)
            return Opposite(loop, Value(loop, count - One), body);
        Variable round = newRound("round");
        Expr value = Value(loop, new Read(round));
        return new For(
            round, Simplify.Of(count - One), LoopRelation.GreaterOrEqual, Constant.Int(0), One, new Block([new Declare(loop.Counter, value), .. body.Statements]));
    }

    /// <summary>The counter after some iterations.</summary>
    private static Expr Value(For loop, Expr iterations)
    {
        Expr distance = (loop.Counter.Type == ScalarType.Int32 ? iterations : new Convert(loop.Counter.Element, iterations, IsImplicit: true)) * loop.Step;
        return Simplify.Of(loop.IsUpward ? loop.Start + distance : loop.Start - distance);
    }

    private static For Opposite(For loop, Expr last, Block body) => new(
        loop.Counter, Simplify.Of(last), loop.IsUpward ? LoopRelation.GreaterOrEqual : LoopRelation.LessOrEqual, loop.Start, loop.Step, body);

    private static bool IsOne(Expr expr) => expr is Constant { Value: 1 };
}
