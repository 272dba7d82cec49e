using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Rows of arrays of arrays that are made, replaced and exchanged.
internal sealed partial class ExpressionLowering
{
    /// <summary><c>t[i] = row;</c></summary>
    private Expr? AssignRow(IOperation operation, IArrayElementReferenceOperation target, bool isStatement)
    {
        if (operation is not ISimpleAssignmentOperation { IsRef: false } assignment || !isStatement)
            return body.Refuse(Descriptors.Expression, operation, "An assignment of an array inside an expression", "make it a statement of its own");
        var operands = new OperandList(body);
        if (LowerRowPlace(target, operands) is not { } place)
            return null;
        int number = operands.Add(assignment.Value.Syntax, () => Storages.LowerRow(assignment.Value, place.Table.Rows, place.Table.Numbers.Name));
        if (operands[number] is { } value && place.Place() is { } element)
            body.EmitMain(new Assign(element, value), operation.Syntax);
        return null;
    }

    /// <summary>Where the number of a row stands; null where rows cannot change.</summary>
    private (Func<Expr?> Place, RowTable Table)? LowerRowPlace(IArrayElementReferenceOperation target, OperandList operands)
    {
        if (Lower(target.ArrayReference) is not { } rows)
            return null;
        if (body.Rows.Find(rows) is not { } table)
        {
            if (rows is Read { Variable: { Kind: VariableKind.Parameter or VariableKind.Member } parameter } && body.Rows.MayExchange(parameter))
                body.Silently();
            else
                body.Refuse(Descriptors.UnknownRow, target, target.Syntax.ToString(), "the rows of this array of arrays stay where they are: copy the elements");
            return null;
        }
        int index = operands.Add(target.Indices[0].Syntax, () => LowerIndex(target.Indices[0], rows));
        return (() => operands[index] is { } at ? table.At(at) : null, table);
    }
}
