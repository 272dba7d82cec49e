using System.Collections.Immutable;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Operands in the order in which C# evaluates them. Where lowering one of them puts a statement with an effect in front, the values of those
/// before it are kept in locals first if the effect may change them.
/// </summary>
internal sealed class OperandList(BodyContext body)
{
    private readonly List<Expr?> values = [];

    public Expr? this[int position] => values[position];

    /// <summary>The values; null where one of them could not be lowered.</summary>
    public EquatableArray<Expr>? All =>
        values.Contains(null) ? (EquatableArray<Expr>?)null : new EquatableArray<Expr>(values.Select(value => value!).ToImmutableArray());

    public int Add(SyntaxNode origin, Func<Expr?> lower)
    {
        int mark = body.Output.Count;
        Expr? value = lower();
        if (body.Output.Count > mark)
            KeepEarlier(mark, origin);
        values.Add(value);
        return values.Count - 1;
    }

    private void KeepEarlier(int mark, SyntaxNode origin)
    {
        List<Statement> effects = body.Output.GetRange(mark, body.Output.Count - mark);
        var changes = new Effects(effects, body.Storage);
        body.Output.RemoveRange(mark, effects.Count);
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value || value is Read { Type: StructType } || !changes.MayChange(value))
                continue;
            if (value is Reference reference)
            {
                // The place stays; which one it is was settled when its index was evaluated.
                if (reference.Target is Element element && changes.MayChange(element.Index))
                    values[i] = reference with { Target = element with { Index = Keep(element.Index, origin) } };
                continue;
            }
            values[i] = Aggregate.Map(value, leaf => changes.MayChange(leaf) ? Keep(leaf, origin) : leaf);
        }
        body.Output.AddRange(effects);
    }

    private Read Keep(Expr value, SyntaxNode origin)
    {
        Variable kept = body.Temporary(NameFor(value), value.Type);
        if (value.Type is BufferType)
            body.Storage.AddView(kept, value);
        body.Emit(new Declare(kept, value), origin);
        return new Read(kept);
    }

    /// <summary>The name of a local that keeps a value from before an effect.</summary>
    public static string NameFor(Expr value)
    {
        if (value is not Read { Variable.Name: var name })
            return "value";
        return "old" + Identifiers.Pascal(name.TrimStart('@').Replace(".", ""));
    }
}
