using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// Room on the tape. What a loop keeps is indexed by the loop: one run of elements for all iterations, reserved outside the outermost
/// loop over which its size is known.
/// </summary>
internal sealed partial class Reversal
{
    private int slots;

    /// <summary>The numbers by which allocations in loops are found: nothing of the method's.</summary>
    private readonly HashSet<Variable> handles = [];

    /// <summary>What documentation calls a value that is kept.</summary>
    private string KeptName(Variable variable) => handles.Contains(variable) ? "" : Names.Plain(variable.Name);

    private Variable NewHandle(Variable variable)
    {
        Variable handle = symbols.New(Names.Plain(variable.Name) + "Handle", ScalarType.Int32);
        handles.Add(handle);
        return handle;
    }

    /// <summary>Reserves room for <paramref name="count"/> elements in every iteration of the loops around.</summary>
    /// <returns>The run of elements, and where in it the current iteration's begin.</returns>
    private (Variable Tape, Expr Index) Reserve(Scope scope, Expr count, Variable variable, ScalarType element, bool isZeroed)
    {
        Expr index = Constant.Int(0);
        Expr total = count;
        var elements = new ElementCount(count, LoopsAround(scope), variable => facts.IsAssigned(variable) ? null : facts.DefinitionOf(variable));
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
            index = Simplify.Of(AsWide(elements.Index(loop), isLong) * total + index);
            total = Simplify.Of(AsWide(Loops.Trips(loop), isLong) * total);
            if (total is Binary { Left: Constant a, Right: Constant b })
                total = Constant.Of(ScalarType.Int64, a.Value * b.Value);
            elements.Times(loop);
            target = outer;
        }
        Variable tape = symbols.New(Names.Plain(variable.Name) + "Tape", new BufferType(element, BufferKind.Span));
        string zeroed = isZeroed ? "Zeroed" : "";
        if (target.IsInLoop)
        {
            Variable handle = NewHandle(variable);
            var append = new RuntimeCall($"frame.Append{zeroed}<{element.Keyword}>", tape.Type, [elements.Total, new Reference("out int", new Read(handle))]) { Keeps = KeptName(variable) };
            target.Forward.Add(new Declare(tape, append));
            AddLocal(target, new Local(handle, Provision.Value, null));
            AddLocal(target, new Local(tape, Provision.Alias, new RuntimeCall($"frame.ReadAt<{element.Keyword}>", tape.Type, [new Read(handle)])));
        }
        else
        {
            Expr slot = Constant.Int(slots++);
            target.Forward.Add(new Declare(tape, new RuntimeCall($"frame.Push{zeroed}<{element.Keyword}>", tape.Type, [slot, elements.Total]) { Keeps = KeptName(variable) }));
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

    private static List<For> LoopsAround(Scope scope)
    {
        var loops = new List<For>();
        for (Scope? inner = scope; inner is not null; inner = inner.Parent)
        {
            if (inner.Loop is { } loop)
                loops.Add(loop);
        }
        return loops;
    }

    private static Scope NearestLoop(Scope scope) => scope.IsLoop || scope.Parent is null ? scope : NearestLoop(scope.Parent);

    /// <summary>Whether an expression can be evaluated before the statement that owns the scope.</summary>
    private bool IsKnownOutside(Expr expr, Scope scope) => Tree.Reads(expr).All(variable => Depth(variable) < scope.Depth);

    /// <summary>Of two integers of a product or sum, one of 64 bits makes the other one, too.</summary>
    private static Expr AsWide(Expr integer, bool isLong) =>
        isLong && integer.Type != ScalarType.Int64 ? new Convert(ScalarType.Int64, integer, IsImplicit: true) : integer;
}
