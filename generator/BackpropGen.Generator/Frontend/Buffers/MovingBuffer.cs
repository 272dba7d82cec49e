using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>
/// A span or array that names different storage at different times. Integers say what it names at the moment: which target, from where, and
/// how many elements; where it is used, a view is made of them.
/// </summary>
/// <param name="Targets">What it may name, by number; the numbers are the same for all that exchange their storage.</param>
/// <param name="RowsTarget">The target that is rows of an array of arrays, or elements that are made again and again: a further integer says which.</param>
/// <param name="MayBeNothing">At some time it names nothing.</param>
internal sealed record MovingBuffer(ISymbol Symbol, BufferType Type, IReadOnlyList<int> Targets, bool IsSliced, int? RowsTarget, bool MayBeNothing)
{
    public bool HasRows => RowsTarget is not null;

    /// <summary>The number of the target; null where there is only one.</summary>
    public Variable? Choice { get; set; }

    /// <summary>The first element and the number of elements; null where it is always a whole target.</summary>
    public Variable? Start { get; set; }

    public Variable? Length { get; set; }

    /// <summary>The number of the row; null where there are no rows among the targets.</summary>
    public Variable? Row { get; set; }

    /// <summary>How often it has changed: views are of a version.</summary>
    public int Version { get; set; }

    /// <summary>The integers as a place for assignments.</summary>
    public Aggregate Place => Parts(Read(Choice), Read(Start), Read(Length), Read(Row));

    /// <summary>An array that may be null: naming its elements is an error then. Of a span, nothing is empty.</summary>
    public bool MayBeNull => MayBeNothing && Type.Kind == BufferKind.Array && (HasRows || IsSliced);

    /// <summary>The value for that place that names nothing.</summary>
    public Aggregate Nothing => Parts(Choice is null ? null : NothingIn("Choice"), Start is null ? null : NothingIn("Start"), Length is null ? null : NothingIn("Length"), Row is null ? null : NothingIn("Row"));

    /// <summary>What one of the integers is where it names nothing: where nothing is a row that is not there, a length says nothing.</summary>
    public Constant NothingIn(string part) => part switch
    {
        "Choice" => Constant.Int(RowsTarget ?? 0),
        "Row" => RowTables.NoRow,
        "Length" when MayBeNull && !HasRows => Constant.Int(-1),
        _ => Constant.Int(0),
    };

    /// <summary>Whether it names nothing.</summary>
    public Expr IsMissing => !MayBeNull ? Constant.Of(ScalarType.Bool, 0)
        : Row is null ? new Binary(BinaryOperator.Less, new Read(Length!), Constant.Int(0))
        : Choice is null ? RowTables.IsMissing(new Read(Row))
        : new Binary(BinaryOperator.And, new Binary(BinaryOperator.Equal, new Read(Choice), Constant.Int(RowsTarget!.Value)), RowTables.IsMissing(new Read(Row)));

    /// <summary>A value for that place.</summary>
    public static Aggregate Parts(Expr? choice, Expr? start, Expr? length, Expr? row) => new(
        new StructType("buffer"),
        new (string Name, Expr? Value)[] { ("Choice", choice), ("Start", start), ("Length", length), ("Row", row) }
            .Where(part => part.Value is not null).Select(part => new AggregatePart(part.Name, part.Value!)).ToList());

    private static Read? Read(Variable? variable) => variable is null ? null : new Read(variable);
}
