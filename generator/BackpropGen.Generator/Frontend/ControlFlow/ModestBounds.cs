using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>
/// Which bounds of loops keep clear of the ends of their type, so that the arithmetic of a loop over them does not wrap around: lengths,
/// small constants, and what is made of these. An int parameter may be anything.
/// </summary>
internal sealed class ModestBounds
{
    private const double LargestConstant = 1 << 20;

    private readonly Dictionary<Variable, Expr> definitions = [];
    private readonly Dictionary<Variable, For> loops = [];
    private readonly Stack<For> running = [];
    private readonly Effects effects;

    /// <param name="statements">The whole body.</param>
    /// <param name="effects">What it changes.</param>
    public ModestBounds(IEnumerable<Statement> statements, Effects effects)
    {
        this.effects = effects;
        foreach (Statement statement in Tree.All(statements))
        {
            if (statement is Declare { Variable: { Type: ScalarType { IsInteger: true } } variable, Value: { } value })
                definitions[variable] = value;
            if (statement is For loop)
                loops[loop.Counter] = loop;
        }
    }

    /// <summary>Inside a loop its limit lies beyond its start.</summary>
    public void Enter(For loop) => running.Push(loop);

    public void Leave() => running.Pop();

    public LoopBounds Of(For loop)
    {
        (Expr high, Expr low) = loop.IsUpward ? (loop.Limit, loop.Start) : (loop.Start, loop.Limit);
        return new LoopBounds(
            IsNear: low is Constant { Value: 0 } || (Is(high, isAbove: false) && Is(low, isAbove: false)),
            IsLimitSafe: Is(loop.Limit, isAbove: !loop.IsUpward),
            IsStartSafe: Is(loop.Start, isAbove: !loop.IsUpward),
            AreModest: IsModest(loop.Start) && IsModest(loop.Limit));
    }

    public bool IsModest(Expr bound) => Is(bound, isAbove: false) && Is(bound, isAbove: true);

    /// <summary>Whether a bound keeps clear of the largest number, or of the least one.</summary>
    private bool Is(Expr bound, bool isAbove) => bound switch
    {
        Constant constant => constant.Value is >= -1 and <= LargestConstant,
        Length or Extent => true,
        Read { Variable: { Kind: VariableKind.Counter } counter } => loops.TryGetValue(counter, out For loop) && Is(loop.IsUpward == isAbove ? loop.Limit : loop.Start, isAbove),
        _ when running.Any(loop => loop.IsUpward != isAbove && loop.Limit == bound && Is(loop.Start, isAbove)) => true,
        Read { Variable: var variable } => !effects.Assigns(variable) && definitions.TryGetValue(variable, out Expr value) && Is(value, isAbove),
        Convert { To.IsInteger: true, IsImplicit: true } conversion => Is(conversion.Operand, isAbove),
        Binary { Operator: BinaryOperator.Add } sum => Is(sum.Left, isAbove) && Is(sum.Right, isAbove),
        Binary { Operator: BinaryOperator.Subtract } difference => Is(difference.Left, isAbove) && Is(difference.Right, !isAbove),
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } quotient => Is(quotient.Left, true) && Is(quotient.Left, false),
        MathCall { Function: Trips.Before or Trips.Behind } shifted => shifted.Arguments.All(IsModest),
        _ => false,
    };
}
