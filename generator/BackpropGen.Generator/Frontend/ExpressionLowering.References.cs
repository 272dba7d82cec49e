using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Arguments passed by ref and out, and locals that are references.
internal sealed partial class ExpressionLowering
{
    /// <summary>The variable or element that an argument refers to.</summary>
    public Expr? LowerReference(IArgumentOperation argument)
    {
        string keyword = argument.Parameter!.RefKind == RefKind.Out ? "out" : "ref";
        switch (argument.Value)
        {
            case IDiscardOperation { Type: { } type } when TypeMapping.Scalar(type) is { } scalar:
                return new Reference(keyword, new Read(DeclareResult(body.Temporary("discarded", scalar), argument)));
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } when TypeMapping.Scalar(local.Type) is { } scalar:
                return new Reference(keyword, new Read(DeclareResult(body.DeclareInExpression(local, scalar), argument)));
        }
        var operands = new OperandList(body);
        if (LowerTarget(argument.Value, operands)?.Invoke() is not { } target)
            return body.Silently();
        if (target.Type is not ScalarType || target.Type != TypeMapping.Scalar(argument.Parameter.Type))
            return body.RefuseType(argument.Value, argument.Value.Type, "pass a number by reference, or an element of a span or array");
        if (target is Element { Buffer.Type: BufferType { Kind: BufferKind.ReadOnlySpan } })
            return body.Silently();
        return new Reference(keyword, target);
    }

    /// <summary>A ref local is another name of a variable or an element.</summary>
    public void BindReference(ILocalSymbol local, IOperation place)
    {
        if (TypeMapping.Scalar(local.Type) is null && Values.StructLayout.Of(local.Type) is null)
            body.RefuseType(place, local.Type, "refer to a number or a struct of numbers");
        else if (LowerPlace(place, local.Name) is not { } target)
            body.Silently();
        else if (target is Aggregate whole && Aggregate.Leaves(whole).Any(leaf => leaf.Type is not ScalarType))
            body.RefuseType(place, local.Type, "refer to a number or a struct of numbers");
        else
            body.Bind(local, target);
    }

    /// <summary>The variable or element that a reference means for good: an index is evaluated when the reference is taken.</summary>
    public Expr? LowerPlace(IOperation operation, string? name = null)
    {
        var operands = new OperandList(body);
        if (LowerTarget(operation, operands)?.Invoke() is not { } place)
            return null;
        // Where a slice begins is settled when the reference is taken.
        if (place is Element { Buffer: not Read } sliced)
            place = sliced with { Buffer = new Values.ValueLocals(body).Named(name is null ? "part" : name + "Part", sliced.Buffer, operation.Syntax) };
        return Settled(place, name is null ? "at" : name + "At", operation.Syntax);
    }

    /// <summary>The same place, whatever becomes of its index.</summary>
    private Expr Settled(Expr place, string name, SyntaxNode origin)
    {
        Dictionary<Expr, Expr> indices = [];
        return Aggregate.Map(place, leaf => leaf is Element { Index: not (Constant or Read { Variable.Kind: VariableKind.Counter }) } element ? element with { Index = Index(element.Index) } : leaf);

        Expr Index(Expr index)
        {
            if (!indices.TryGetValue(index, out Expr settled))
                indices[index] = settled = new Values.ValueLocals(body).Named(name, index, origin);
            return settled;
        }
    }

    private Variable DeclareResult(Variable variable, IArgumentOperation argument)
    {
        body.Emit(new Declare(variable, null), argument.Syntax);
        return variable;
    }
}
