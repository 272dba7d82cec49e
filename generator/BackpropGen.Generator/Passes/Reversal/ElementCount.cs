using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// How many elements all iterations of some loops need together: a product of 64 bits, checked where it could be larger than that. What the
/// user computes stays as it is: the loops run as often as it says, also where it wraps around.
/// </summary>
/// <param name="around">The loops around, of which some are counted.</param>
/// <param name="definition">What a variable always is; null where it is not known.</param>
internal sealed class ElementCount(Expr perIteration, IReadOnlyList<For> around, Func<Variable, Expr?> definition)
{
    private const double LargestInt = 1L << 31;
    private const double LargestLong = long.MaxValue;

    private readonly List<Expr> factors = [perIteration];

    /// <summary>In every iteration of a loop around.</summary>
    public void Times(For loop) => factors.Insert(0, Trips(loop));

    public Expr Total
    {
        get
        {
            double constant = 1;
            var product = new List<Expr>();
            foreach (Expr factor in factors)
            {
                if (factor is Constant { Value: >= 0 } known && constant * known.Value < LargestInt)
                    constant *= known.Value;
                else
                    product.Add(factor);
            }
            if (product.Count == 0 || constant != 1)
                product.Add(Constant.Int((int)constant));
            (Expr total, double largest, bool mayBeNegative) = (product[0], Largest(product[0]), !IsCount(product[0]));
            foreach (Expr factor in product.Skip(1))
            {
                double next = Largest(factor);
                // Of two that are below 0 the product is not.
                bool isPlain = largest * next < LargestLong && (!mayBeNegative || IsCount(factor));
                total = isPlain ? Wide(total) * Beside(factor) : new RuntimeCall("Tape.Product", ScalarType.Int64, [total, factor]);
                largest = Math.Min(largest * next, LargestLong);
                mayBeNegative = isPlain && (mayBeNegative || !IsCount(factor));
            }
            return total;
        }
    }

    /// <summary>The number of the current iteration of a loop: it fits an int where room for all of them was found.</summary>
    public Expr Index(For loop)
    {
        bool isInt = loop.Counter.Type == ScalarType.Int64 || loop.Step is Constant { Value: 1 } || IsNotNegative(loop.IsUpward ? loop.Start : loop.Limit);
        if (isInt)
            return Loops.Index(loop);
        Expr counter = new Read(loop.Counter);
        Expr distance = loop.IsUpward ? Wide(counter) - Beside(loop.Start) : Wide(loop.Start) - Beside(counter);
        return new Convert(ScalarType.Int32, distance / Beside(loop.Step), IsImplicit: false);
    }

    /// <summary>How often a loop runs, 0 or less for never: of 64 bits where the distance of its ends may need them.</summary>
    private Expr Trips(For loop)
    {
        Expr trips = Loops.Trips(loop);
        bool isLimit = trips == (loop.IsUpward ? loop.Limit : loop.Start);
        if (trips.Type == ScalarType.Int64 || isLimit || IsInt(trips))
            return trips;
        if (trips is Binary { Left: not Binary, Right: Constant } shifted)
            return Wide(shifted.Left) is var left && shifted.Operator == BinaryOperator.Add ? left + Beside(shifted.Right) : left - Beside(shifted.Right);
        (Expr high, Expr low) = loop.IsUpward ? (loop.Limit, loop.Start) : (loop.Start, loop.Limit);
        bool isInclusive = loop.Relation is LoopRelation.LessOrEqual or LoopRelation.GreaterOrEqual;
        Expr rounding = Simplify.Of(loop.Step - Constant.Int(1) + Constant.Int(isInclusive ? 1 : 0));
        Expr distance = low is Constant { Value: 0 } ? Wide(high) : Wide(high) - Beside(low);
        if (rounding is not Constant { Value: 0 })
            distance = distance + Beside(rounding);
        return loop.Step is Constant { Value: 1 } ? distance : distance / Beside(loop.Step);
    }

    /// <summary>Whether a factor is known not to be negative.</summary>
    private bool IsCount(Expr factor) => factor switch
    {
        Constant { Value: >= 0 } or Length or Extent => true,
        MathCall { Function: Ir.Trips.Function or "Max" } => true,
        Read { Variable: var variable } => definition(variable) is { } value && IsCount(value),
        Convert { Operand: var operand } => IsCount(operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Multiply or BinaryOperator.Divide } both => IsCount(both.Left) && IsCount(both.Right),
        _ => false,
    };

    /// <summary>Of 64 bits by itself.</summary>
    private static Expr Wide(Expr count) => count.Type == ScalarType.Int64 ? count : new Convert(ScalarType.Int64, count, IsImplicit: false);

    /// <summary>Of 64 bits beside something that is.</summary>
    private static Expr Beside(Expr count) => count.Type == ScalarType.Int64 ? count : new Convert(ScalarType.Int64, count, IsImplicit: true);

    /// <summary>Whether the distance of the ends of a loop fits an int. It does where it starts at 0 or above, unless there are no iterations at all.</summary>
    private bool IsInt(Expr trips) => trips switch
    {
        Binary { Operator: BinaryOperator.Subtract, Left: not Binary, Right: var right } => IsNotNegative(right),
        Binary { Operator: BinaryOperator.Divide, Left: var left, Right: Constant { Value: > 0 } } => IsInt(left),
        Binary => false,
        _ => true,
    };

    private bool IsNotNegative(Expr expr) => expr switch
    {
        Constant { Value: >= 0 } or Length or Extent => true,
        Binary { Operator: BinaryOperator.Add, Left: var left, Right: Constant { Value: >= 0 } } => IsNotNegative(left),
        Read { Variable: var counter } => around.FirstOrDefault(loop => loop.Counter == counter) is { } loop && IsNotNegative(loop.IsUpward ? loop.Start : loop.Limit),
        _ => false,
    };

    /// <summary>What a factor is at most, whatever its sign.</summary>
    private static double Largest(Expr factor) => factor switch
    {
        Constant known => Math.Abs(known.Value),
        { Type: ScalarType { Kind: not ScalarKind.Int64 } } => LargestInt,
        Convert { Operand: { Type: ScalarType { Kind: ScalarKind.Int32 } } operand } => Largest(operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => Largest(sum.Left) + Largest(sum.Right),
        Binary { Operator: BinaryOperator.Multiply } product => Largest(product.Left) * Largest(product.Right),
        Binary { Operator: BinaryOperator.Divide } quotient => Largest(quotient.Left),
        _ => LargestLong,
    };
}
