using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>Arithmetic of counted loops.</summary>
internal static class Loops
{
    private static readonly Expr One = Constant.Int(1);

    /// <summary>How often the body runs; 0 or less for never.</summary>
    public static Expr Trips(For loop)
    {
        Expr distance = loop.Relation switch
        {
            LoopRelation.Less => loop.Limit - loop.Start,
            LoopRelation.LessOrEqual => loop.Limit - loop.Start + One,
            LoopRelation.Greater => loop.Start - loop.Limit,
            _ => loop.Start - loop.Limit + One,
        };
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
        Expr last = loop.Relation switch
        {
            _ when !IsOne(loop.Step) => loop.IsUpward
                ? loop.Start + (Trips(loop) - One) * loop.Step
                : loop.Start - (Trips(loop) - One) * loop.Step,
            LoopRelation.Less => loop.Limit - One,
            LoopRelation.Greater => loop.Limit + One,
            _ => loop.Limit,
        };
        return new For(
            loop.Counter, Simplify.Of(last), loop.IsUpward ? LoopRelation.GreaterOrEqual : LoopRelation.LessOrEqual, loop.Start, loop.Step, body);
    }

    /// <summary>As many iterations as ran, in the opposite order.</summary>
    public static For Turn(For loop, Expr count, Block body)
    {
        Expr distance = loop.Counter.Type == ScalarType.Int32 ? count - One : new Convert(loop.Counter.Element, count - One, IsImplicit: true);
        Expr last = loop.IsUpward ? loop.Start + distance * loop.Step : loop.Start - distance * loop.Step;
        return new For(
            loop.Counter, Simplify.Of(last), loop.IsUpward ? LoopRelation.GreaterOrEqual : LoopRelation.LessOrEqual, loop.Start, loop.Step, body);
    }

    private static bool IsOne(Expr expr) => expr is Constant { Value: 1 };
}
