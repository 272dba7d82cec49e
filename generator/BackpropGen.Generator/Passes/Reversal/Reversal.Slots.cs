using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// Room on the tape. What a loop keeps is indexed by the loop: one run of elements for all iterations, reserved outside the outermost
/// loop over which its size is known.
/// </summary>
internal sealed partial class Reversal
{
    private int slots;

    /// <summary>Reserves room for <paramref name="count"/> elements in every iteration of the loops around.</summary>
    /// <returns>The run of elements, and where in it the current iteration's begin.</returns>
    private (Variable Tape, Expr Index) Reserve(Scope scope, Expr count, Variable variable, ScalarType element, bool isZeroed)
    {
        Expr index = Constant.Int(0);
        Expr total = count;
        Scope target = scope;
        for (Scope inner = scope; inner.Parent is { } outer; inner = outer)
        {
            if (inner.IsUncounted)
                break;
            if (inner.Loop is not { } loop)
                continue;
            if (!IsKnownOutside(total, inner))
                break;
            bool isLong = total.Type == ScalarType.Int64 || index.Type == ScalarType.Int64;
            index = Simplify.Of(AsWide(Loops.Index(loop), isLong) * total + index);
            total = Simplify.Of(AsWide(Loops.Trips(loop), isLong) * total);
            target = outer;
        }
        Variable tape = symbols.New(Names.Plain(variable.Name) + "Tape", new BufferType(element, BufferKind.Span));
        string zeroed = isZeroed ? "Zeroed" : "";
        if (target.IsInLoop)
        {
            Variable handle = symbols.New(Names.Plain(variable.Name) + "Handle", ScalarType.Int32);
            var append = new RuntimeCall($"frame.Append{zeroed}<{element.Keyword}>", tape.Type, [Wide(total), new Reference("out int", new Read(handle))]);
            target.Forward.Add(new Declare(tape, append));
            AddLocal(target, new Local(handle, Provision.Value, null));
            AddLocal(target, new Local(tape, Provision.Alias, new RuntimeCall($"frame.ReadAt<{element.Keyword}>", tape.Type, [new Read(handle)])));
        }
        else
        {
            Expr slot = Constant.Int(slots++);
            target.Forward.Add(new Declare(tape, new RuntimeCall($"frame.Push{zeroed}<{element.Keyword}>", tape.Type, [slot, Wide(total)])));
            AddLocal(target, new Local(tape, Provision.Alias, new RuntimeCall($"frame.Read<{element.Keyword}>", tape.Type, [slot])));
        }
        // More than a span can hold is refused where the room is taken: the place of an element fits.
        return (tape, index.Type == ScalarType.Int64 ? new Convert(ScalarType.Int32, index, IsImplicit: false) : index);
    }

    /// <summary>The outermost scope around the loops over which a size does not change; null where there is none.</summary>
    private Scope? Outside(Expr count, Scope scope)
    {
        Scope? target = null;
        for (Scope inner = scope; inner.Parent is { } outer; inner = outer)
        {
            if (!inner.IsLoop)
                continue;
            if (!IsKnownOutside(count, inner))
                break;
            target = outer;
        }
        return target;
    }

    private static Scope NearestLoop(Scope scope) => scope.IsLoop || scope.Parent is null ? scope : NearestLoop(scope.Parent);

    /// <summary>Whether an expression can be evaluated before the statement that owns the scope.</summary>
    private bool IsKnownOutside(Expr expr, Scope scope) => Tree.Reads(expr).All(variable => Depth(variable) < scope.Depth);

    /// <summary>A product of sizes, computed in 64 bits so that it cannot wrap around.</summary>
    private static Expr Wide(Expr count) => count is Binary { Operator: BinaryOperator.Multiply, Type: var type } product && type != ScalarType.Int64
        ? new Convert(ScalarType.Int64, product.Left, IsImplicit: false) * new Convert(ScalarType.Int64, product.Right, IsImplicit: true)
        : count;

    /// <summary>Of two integers of a product or sum, one of 64 bits makes the other one, too.</summary>
    private static Expr AsWide(Expr integer, bool isLong) =>
        isLong && integer.Type != ScalarType.Int64 ? new Convert(ScalarType.Int64, integer, IsImplicit: true) : integer;
}
