namespace BackpropGen.Generator.Ir;

// What only generated methods contain: calls of the runtime and of other generated methods.

/// <summary>A call of the runtime or of a generated method: <c>frame.Push&lt;double&gt;(0, n)</c>. It may have effects, so it stands alone.</summary>
internal sealed record RuntimeCall(string Spelling, IrType? Result, EquatableArray<Expr> Arguments) : Expr
{
    public override IrType Type => Result ?? throw new InvalidOperationException($"{Spelling} returns nothing.");

    /// <summary>It begins with a name of the user's or of a generated member, which may be the name of a type of the runtime, too.</summary>
    public bool IsOfUser { get; init; }

    /// <summary>The name of the value that the call keeps on the tape; empty where it keeps none of the method's.</summary>
    public string Keeps { get; init; } = "";

    /// <summary>The type of the elements of the row that the call makes; null for other calls.</summary>
    public ScalarType? RowElement { get; init; }

    public override int ChildCount => Arguments.Count;

    public override Expr Child(int index) => Arguments[index];

    public override Expr Rebuild(Expr[] children) => this with { Arguments = [.. children] };
}

/// <summary>An argument passed by reference: <c>ref dX</c>.</summary>
internal sealed record Reference(string Keyword, Expr Target) : Expr
{
    public override IrType Type => Target.Type;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Target;

    public override Expr Rebuild(Expr[] children) => this with { Target = children[0] };
}

/// <summary>An assignment used as a value: <c>tanhTape[j] = Math.Tanh(c)</c>.</summary>
internal sealed record Stored(Expr Target, Expr Value) : Expr
{
    public override IrType Type => Value.Type;

    public override int ChildCount => 2;

    public override Expr Child(int index) => index == 0 ? Target : Value;

    public override Expr Rebuild(Expr[] children) => new Stored(children[0], children[1]);
}

/// <summary>A value taken as a constant: no derivative goes through it.</summary>
internal sealed record Detached(Expr Operand) : Expr
{
    public override IrType Type => Operand.Type;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Operand;

    public override Expr Rebuild(Expr[] children) => new Detached(children[0]);
}

/// <summary>Text that stands for itself, such as the name of a parameter in a check.</summary>
internal sealed record Verbatim(string Text) : Expr
{
    public static readonly Verbatim Tape = new("tape") { IsGenerated = true };

    public static readonly Verbatim Frame = new("frame") { IsGenerated = true };

    /// <summary>What generated members declare themselves, and call differently where the user has the name.</summary>
    public bool IsGenerated { get; init; }

    public override IrType Type => ScalarType.Int32;
}

/// <summary>An interpolated text. The compiler may fill its holes later, or never: a check that holds does not.</summary>
/// <param name="Parts">As spelled: before each hole, with the format of the one before it; and after the last.</param>
internal sealed record Text(EquatableArray<string> Parts, EquatableArray<Expr> Holes) : Expr
{
    public override IrType Type => ScalarType.Int32;

    public override int ChildCount => Holes.Count;

    public override Expr Child(int index) => Holes[index];

    public override Expr Rebuild(Expr[] children) => this with { Holes = [.. children] };
}

/// <summary>A call for its effect.</summary>
internal sealed record Run(RuntimeCall Call) : Statement;

/// <summary>A call of another differentiable method in a forward pass.</summary>
/// <param name="IsRecorded">Through its generated forward method, which records; otherwise the method itself.</param>
internal sealed record CallForward(Callee Callee, EquatableArray<Expr> Arguments, Variable? Result, bool IsRecorded) : Statement;

/// <summary>A line of comment.</summary>
internal sealed record Remark(string Text) : Statement;

/// <summary>Asks whether what a statement has just computed is the first number that is not finite.</summary>
/// <param name="Trace">What is asked, and told.</param>
/// <param name="Made">The statement.</param>
/// <param name="Value">What it computed: a number, a struct, or a buffer.</param>
/// <param name="Factors">What it was computed from.</param>
/// <param name="IsCotangent">It is of the backward pass.</param>
internal sealed record Watch(Variable Trace, Statement Made, Expr Value, EquatableArray<Expr> Factors, bool IsCotangent) : Statement;

/// <summary>An empty line.</summary>
internal sealed record Gap : Statement;

internal enum FrameKind { Forward, Backward, Gradient }

/// <summary><c>using TapeFrame frame = tape.BeginForward("Id", slots: 3);</c></summary>
/// <param name="Notes">How many sizes it notes.</param>
internal sealed record OpenFrame(FrameKind Kind, string Method, int Slots, int Notes = 0) : Statement
{
    /// <summary>The caller may have given no tape.</summary>
    public bool IsTapeOptional { get; init; }
}

/// <summary><c>using ScratchScope scratch = frame.OpenScratch();</c>: what the block borrows is given back at its end.</summary>
internal sealed record OpenScratch(Variable Scope) : Statement;

/// <summary>Scratch memory that the backward pass borrows at this place: what sizes are computed from is at hand here. Not written.</summary>
internal sealed record Borrow(ScalarType Element, Expr Count) : Statement;

/// <summary><c>if (frame.IsOutermost) { … }</c>, or the checks alone where there is no frame.</summary>
internal sealed record Checks(bool OnlyOutermost, Block Body) : Statement;

/// <summary>A private method that makes the checks of a generated member, where they are many.</summary>
/// <param name="Parameters">Their declarations, without the frame.</param>
/// <param name="HasFrame">Whether a frame is the first parameter.</param>
internal sealed record CheckMethod(string Name, EquatableArray<string> Parameters, bool HasFrame, Block Body);

/// <summary>A struct with other values of some members: <c>dQ with { X = dQ.X + dX }</c>.</summary>
internal sealed record Copied(Expr Whole, EquatableArray<AggregatePart> Members) : Expr
{
    public override IrType Type => Whole.Type;

    public override int ChildCount => 1 + Members.Count;

    public override Expr Child(int index) => index == 0 ? Whole : Members[index - 1].Value;

    public override Expr Rebuild(Expr[] children) => new Copied(children[0], [.. Members.Select((member, i) => member with { Value = children[i + 1] })]);
}
