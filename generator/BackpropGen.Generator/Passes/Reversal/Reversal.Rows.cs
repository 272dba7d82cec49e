using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// Arrays of arrays whose rows change. Numbers say which row stands where, and the backward pass has these as it has all integers; so it finds
/// the cotangents of a row wherever the row stood.
/// </summary>
internal sealed partial class Reversal
{
    private void VisitNewRow(NewRow row, Context context)
    {
        Func<Expr, Expr> use = Flush(context);
        context.Scope.Forward.Add(new Declare(row.Handle, TapeRows.Append(row.Rows.Element, use(row.Count), activity.IsActive(row.Rows))));
        AddLocal(context.Scope, new Local(row.Handle, Provision.Value, null));
    }

    /// <summary>The orders of rows, each with what puts the gradients of the rows back.</summary>
    private readonly List<(Variable Order, Statement Undo)> orders = [];

    private void VisitArrange(Arrange arrange, Context context)
    {
        context.Scope.Forward.Add(new Run(new RuntimeCall("RowOrder.Apply", null, [arrange.Rows, arrange.Order])));
        if (activity.IsActive(Tree.BufferVariable(arrange.Rows)))
            orders.Add((Tree.BufferVariable(arrange.Order), new Run(new RuntimeCall("RowOrder.Undo", null, [CotangentOf(arrange.Rows, context), arrange.Order]))));
    }

    /// <summary>The gradients of rows come in the order of the end. They go back into that of the beginning before anything names one of them.</summary>
    private void Undo(List<Statement> prologue, List<Statement> fused)
    {
        foreach ((Variable order, Statement undo) in orders)
        {
            prologue.Insert(prologue.FindIndex(statement => statement is Declare declare && declare.Variable == order) + 1, undo);
            fused.Insert(0, undo);
        }
    }
}
