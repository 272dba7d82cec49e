using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Values;

/// <summary>Locals for values of any type: a variable for each part.</summary>
internal sealed class ValueLocals(BodyContext body)
{
    /// <summary>A fresh local with the value.</summary>
    public Expr Named(string name, Expr value, SyntaxNode origin)
    {
        if (value is Aggregate aggregate)
            return aggregate with { Parts = aggregate.Parts.Select(part => part with { Value = Named(name + Identifiers.Pascal(part.Name), part.Value, origin) }).ToList() };
        // It is always the same one.
        if (value.Type is BufferType { IsWhole: true })
            return value;
        Variable variable = body.Temporary(name, value.Type is BufferType buffer ? buffer.View : value.Type);
        if (value.Type is BufferType)
            body.Storage.AddView(variable, value);
        body.EmitMain(new Declare(variable, value), origin);
        return new Read(variable);
    }

    /// <summary>A user's local of a type that is taken apart, or a scalar; without a value it is assigned later.</summary>
    public Expr? Declare(ILocalSymbol local, Expr? value, SyntaxNode origin)
    {
        if (TypeMapping.Scalar(local.Type) is { } scalar)
        {
            Variable variable = body.Declare(local, scalar);
            body.EmitMain(new Declare(variable, value ?? Constant.Of(scalar, 0)), origin);
            return new Read(variable);
        }
        if (value is null && StructLayout.Default(local.Type) is not { } zero)
            return body.Silently();
        Expr whole = value is null ? Unassigned(local.Name, StructLayout.Default(local.Type)!, origin) : Named(local.Name, value, origin);
        body.Bind(local, whole);
        return whole;
    }

    /// <summary>A user's local that an expression declares: the rest of the statement sees it, too.</summary>
    public Expr? DeclareInExpression(ILocalSymbol local, Expr? value, SyntaxNode origin)
    {
        if (TypeMapping.Scalar(local.Type) is { } scalar)
        {
            Variable variable = body.DeclareInExpression(local, scalar);
            body.EmitMain(new Declare(variable, value ?? Constant.Of(scalar, 0)), origin);
            return new Read(variable);
        }
        if (Declare(local, value, origin) is not { } whole)
            return null;
        foreach (Read part in Aggregate.Leaves(whole).OfType<Read>())
            body.SeeOutside(part.Variable);
        return whole;
    }

    private Expr Unassigned(string name, Expr zero, SyntaxNode origin)
    {
        if (zero is Aggregate aggregate)
            return aggregate with { Parts = aggregate.Parts.Select(part => part with { Value = Unassigned(name + Identifiers.Pascal(part.Name), part.Value, origin) }).ToList() };
        Variable variable = body.Temporary(name, zero.Type);
        body.Emit(new Declare(variable, zero), origin);
        return new Read(variable);
    }
}
