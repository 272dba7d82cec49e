using System.Text;

namespace BackpropGen.Generator.Ir;

/// <summary>
/// An expression without effects: evaluating it twice in the same state gives the same value.
/// Effects stand in statements; the front end splits C# expressions that have both.
/// </summary>
internal abstract record Expr
{
    public abstract IrType Type { get; }

    /// <summary>How many expressions it is directly made of; none where a node does not say otherwise.</summary>
    public virtual int ChildCount => 0;

    /// <summary>One of the expressions that it is directly made of, in the order of their evaluation.</summary>
    public virtual Expr Child(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The same node with other children, as many as it has.</summary>
    public virtual Expr Rebuild(Expr[] children) => this;

    /// <summary>The type of a scalar expression.</summary>
    public ScalarType Scalar => (ScalarType)Type;

    /// <summary>Derived properties are no part of the text: the type is that of the parts, and not every expression is a scalar.</summary>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    public static Expr operator +(Expr a, Expr b) => new Binary(BinaryOperator.Add, a, b);

    public static Expr operator -(Expr a, Expr b) => new Binary(BinaryOperator.Subtract, a, b);

    public static Expr operator *(Expr a, Expr b) => new Binary(BinaryOperator.Multiply, a, b);

    public static Expr operator /(Expr a, Expr b) => new Binary(BinaryOperator.Divide, a, b);

    public static Expr operator -(Expr a) => new Unary(UnaryOperator.Negate, a);

    public static Expr operator +(Expr a, double b) => a + Constant.Of(a.Scalar, b);

    public static Expr operator -(Expr a, double b) => a - Constant.Of(a.Scalar, b);

    public static Expr operator *(Expr a, double b) => a * Constant.Of(a.Scalar, b);

    public static Expr operator +(double a, Expr b) => Constant.Of(b.Scalar, a) + b;

    public static Expr operator -(double a, Expr b) => Constant.Of(b.Scalar, a) - b;

    public static Expr operator *(double a, Expr b) => Constant.Of(b.Scalar, a) * b;

    public static Expr operator /(double a, Expr b) => Constant.Of(b.Scalar, a) / b;
}

/// <summary>A compile-time constant.</summary>
/// <param name="Literal">The user's own spelling (<c>1e-5</c>, <c>Math.PI</c>) where there is one of this type; otherwise empty.</param>
/// <param name="Value">The value; exact for all types but 64-bit integers beyond 2^53, which always have a literal. Bool: 0 or 1.</param>
internal sealed record Constant(ScalarType OfType, double Value, string Literal) : Expr
{
    public override IrType Type => OfType;

    public static Constant Of(ScalarType type, double value) => new(type, value, "");

    public static Constant Int(int value) => new(ScalarType.Int32, value, "");

    public bool Equals(Constant? other) =>
        other is not null && OfType == other.OfType && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other.Value)
        && Literal == other.Literal;

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>Reads a scalar variable, or names a buffer or a struct as a whole.</summary>
internal sealed record Read(Variable Variable) : Expr
{
    public override IrType Type => Variable.Type;
}

/// <summary><c>buffer[index]</c></summary>
internal sealed record Element(Expr Buffer, Expr Index) : Expr
{
    public override IrType Type => ((BufferType)Buffer.Type).Element;

    public override int ChildCount => 2;

    public override Expr Child(int index) => index == 0 ? Buffer : Index;

    public override Expr Rebuild(Expr[] children) => new Element(children[0], children[1]);
}

/// <summary><c>buffer[index]</c>, an array in an array of arrays.</summary>
internal sealed record Row(Expr Buffer, Expr Index) : Expr
{
    /// <summary>A row that is not there has no elements, as a span of an array that is null; otherwise naming it is an error.</summary>
    public bool IsOptional { get; init; }

    public override IrType Type => ((BufferType)Buffer.Type).Row;

    public override int ChildCount => 2;

    public override Expr Child(int index) => index == 0 ? Buffer : Index;

    public override Expr Rebuild(Expr[] children) => this with { Buffer = children[0], Index = children[1] };
}

/// <summary><c>buffer.Length</c></summary>
internal sealed record Length(Expr Buffer) : Expr
{
    public override IrType Type => ScalarType.Int32;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Buffer;

    public override Expr Rebuild(Expr[] children) => new Length(children[0]);
}

/// <summary><c>buffer.GetLength(dimension)</c></summary>
internal sealed record Extent(Expr Buffer, int Dimension) : Expr
{
    public override IrType Type => ScalarType.Int32;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Buffer;

    public override Expr Rebuild(Expr[] children) => this with { Buffer = children[0] };
}

/// <summary>The position of an element of several dimensions: <c>[i, j]</c>, in row-major order.</summary>
/// <param name="Extents">How many elements each dimension has.</param>
internal sealed record Subscript(EquatableArray<Expr> Indices, EquatableArray<Expr> Extents) : Expr
{
    public override IrType Type => ScalarType.Int32;

    public override int ChildCount => Indices.Count + Extents.Count;

    public override Expr Child(int index) => index < Indices.Count ? Indices[index] : Extents[index - Indices.Count];

    public override Expr Rebuild(Expr[] children) => new Subscript([.. children.Take(Indices.Count)], [.. children.Skip(Indices.Count)]);
}

/// <summary><c>buffer.Slice(start, count)</c>; to the end where there is no count.</summary>
internal sealed record Slice(Expr Buffer, Expr Start, Expr? Count) : Expr
{
    public override IrType Type => ((BufferType)Buffer.Type).View;

    public override int ChildCount => Count is null ? 2 : 3;

    public override Expr Child(int index) => index switch { 0 => Buffer, 1 => Start, _ => Count! };

    public override Expr Rebuild(Expr[] children) => new Slice(children[0], children[1], Count is null ? null : children[2]);
}

internal enum UnaryOperator { Negate, BitwiseNot, Not }

internal sealed record Unary(UnaryOperator Operator, Expr Operand) : Expr
{
    public override IrType Type => Operand.Type;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Operand;

    public override Expr Rebuild(Expr[] children) => this with { Operand = children[0] };
}

internal enum BinaryOperator
{
    Add, Subtract, Multiply, Divide, Remainder,
    LeftShift, RightShift, UnsignedRightShift, BitwiseAnd, BitwiseOr, ExclusiveOr,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    And, Or,
}

/// <summary>Both operands have the operation's type (conversions are explicit nodes), but for shifts, whose right operand is an int.</summary>
internal sealed record Binary(BinaryOperator Operator, Expr Left, Expr Right) : Expr
{
    public override IrType Type => Operator >= BinaryOperator.Equal ? ScalarType.Bool : Left.Type;

    public override int ChildCount => 2;

    public override Expr Child(int index) => index == 0 ? Left : Right;

    public override Expr Rebuild(Expr[] children) => this with { Left = children[0], Right = children[1] };
}

/// <summary><c>condition ? whenTrue : whenFalse</c>; of buffers only where a view is declared.</summary>
internal sealed record Conditional(Expr Condition, Expr WhenTrue, Expr WhenFalse) : Expr
{
    /// <remarks>Asked once of each part: choices may stand in each other.</remarks>
    public override IrType Type => WhenTrue.Type is var type && type is BufferType a && WhenFalse.Type is BufferType b
        ? a with { Kind = a.Kind == BufferKind.ReadOnlySpan ? a.Kind : b.Kind == BufferKind.Array ? BufferKind.Span : b.Kind }
        : type;

    public override int ChildCount => 3;

    public override Expr Child(int index) => index switch { 0 => Condition, 1 => WhenTrue, _ => WhenFalse };

    public override Expr Rebuild(Expr[] children) => new Conditional(children[0], children[1], children[2]);
}

/// <summary>A numeric conversion.</summary>
/// <param name="IsImplicit">C# needs no cast where the original stood.</param>
internal sealed record Convert(ScalarType To, Expr Operand, bool IsImplicit) : Expr
{
    public override IrType Type => To;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Operand;

    public override Expr Rebuild(Expr[] children) => this with { Operand = children[0] };
}

/// <summary>
/// Integer arithmetic whose overflow is treated otherwise than the project does: <c>checked(i + 1)</c>. It says so for everything inside,
/// so that what follows the project's context stands in one of its own.
/// </summary>
internal sealed record Overflow(bool IsChecked, Expr Operand) : Expr
{
    public override IrType Type => Operand.Type;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Operand;

    public override Expr Rebuild(Expr[] children) => this with { Operand = children[0] };
}

/// <summary><c>layer is Dense</c>: whether an object is of a class.</summary>
/// <param name="Whole">The object.</param>
/// <param name="IsExact">Of the class itself, and of none that derives from it.</param>
internal sealed record IsType(Expr Whole, string TypeName, bool IsExact) : Expr
{
    public override IrType Type => ScalarType.Bool;

    public override int ChildCount => 1;

    public override Expr Child(int index) => Whole;

    public override Expr Rebuild(Expr[] children) => this with { Whole = children[0] };
}

/// <summary>A call of a function that the rule table knows.</summary>
/// <param name="Function">The key into the table, without a class: <c>Tanh</c>.</param>
/// <param name="Spelling">As generated code writes it: <c>Math.Tanh</c>.</param>
internal sealed record MathCall(string Function, string Spelling, ScalarType Result, EquatableArray<Expr> Arguments) : Expr
{
    /// <summary>A method of the user's, of integers, which may take its time.</summary>
    public bool IsOfUser { get; init; }

    public override IrType Type => Result;

    public override int ChildCount => Arguments.Count;

    public override Expr Child(int index) => Arguments[index];

    public override Expr Rebuild(Expr[] children) => this with { Arguments = [.. children] };
}

/// <summary>
/// A call of a differentiable method that is one scalar expression of scalar parameters: its derivative is derived from that
/// expression at the place of the call.
/// </summary>
internal sealed record ScalarCall(Callee Callee, EquatableArray<Expr> Arguments) : Expr
{
    public override IrType Type => Callee.ReturnType!;

    public override int ChildCount => Arguments.Count;

    public override Expr Child(int index) => Arguments[index];

    public override Expr Rebuild(Expr[] children) => this with { Arguments = [.. children] };
}
