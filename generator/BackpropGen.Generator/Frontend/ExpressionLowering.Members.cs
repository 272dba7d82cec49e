using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Members of objects and structs: fields and automatic properties of parameters and of the method's own object.
internal sealed partial class ExpressionLowering
{
    /// <summary>The parameter at the beginning of a chain of members, and the path from there; null where something else is there.</summary>
    private (Parameter Parameter, string Path)? Chain(IOperation? operation)
    {
        string path = "";
        while (true)
        {
            switch (operation)
            {
                case IFieldReferenceOperation { Field: { IsStatic: false } field } member:
                    path = "." + Identifiers.Escape(field.Name) + path;
                    operation = member.Instance;
                    break;
                case IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } property } member:
                    path = "." + Identifiers.Escape(property.Name) + path;
                    operation = member.Instance;
                    break;
                case IConversionOperation { IsImplicit: true, OperatorMethod: null, Conversion: { IsReference: true } } conversion:
                    operation = conversion.Operand;
                    break;
                case IParameterReferenceOperation reference:
                    return ParameterOf(reference) is { Leaves.Count: > 0 } parameter ? (parameter, path) : null;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when body.This is { } own:
                    return (own, path);
                case ILocalReferenceOperation { IsDeclaration: false } local when body.FindObject(local.Local) is { } whole:
                    (Parameter outer, Part part) = Objects.Find(body.Signature.Parameters, whole.Variable);
                    return (outer, part.Path + path);
                default:
                    return null;
            }
        }
    }

    /// <summary>An object or struct as a whole: the method's own, a parameter, or one inside of these; null where it is none of them.</summary>
    public Read? ObjectOf(IOperation? operation)
    {
        if (Chain(operation) is not var (parameter, path))
            return null;
        if (path.Length == 0)
            return parameter.IsStruct ? new Read(parameter.Variable) : null;
        return parameter.Parts.Items.FirstOrDefault(part => part.Path == path) is { } inner ? new Read(inner.Variable) : null;
    }

    /// <summary>The leaf that a member is; null where it is none.</summary>
    private Leaf? LeafOf(IOperation operation) =>
        Chain(operation) is var (parameter, path) ? parameter.Leaves.Items.FirstOrDefault(leaf => leaf.Path == path) : null;

    private Expr? LowerLeaf(Leaf leaf, IOperation operation)
    {
        if (leaf.Flaw.Length > 0 && leaf.HasGradient)
            return body.Refuse(
                Descriptors.Member, operation, leaf.Variable.Name,
                $"has no place for its gradient, since {leaf.Flaw}: give the property a set accessor, make it a field, or mark it [NoGradient]");
        return new Read(leaf.Variable);
    }

    /// <summary>Whether a member may be assigned: the backward pass has to know where its cotangent is.</summary>
    private bool IsAssignable(Variable variable, IOperation at)
    {
        Parameter? owner = body.Signature.Parameters.Items.FirstOrDefault(parameter => parameter.Leaves.Any(leaf => leaf.Variable == variable));
        if (owner is not { IsThis: true, IsObject: false })
            return true;
        body.Refuse(
            Descriptors.Member, at, variable.Name,
            "belongs to the struct of this method, which cannot be changed here: return the new value, or make the type a class");
        return false;
    }
}
