using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>What a body changes.</summary>
internal static class Assignments
{
    /// <summary>Something in the body changes the parameter, or a part of it.</summary>
    public static bool Change(IBlockOperation block, IParameterSymbol parameter)
    {
        bool IsOf(IOperation? target) => target switch
        {
            IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter),
            IFieldReferenceOperation field => IsOf(field.Instance),
            IPropertyReferenceOperation { Property.IsIndexer: false } property => IsOf(property.Instance),
            ITupleOperation tuple => tuple.Elements.Any(IsOf),
            _ => false,
        };
        return block.Descendants().Any(operation => operation switch
        {
            IAssignmentOperation assignment => IsOf(assignment.Target),
            IIncrementOrDecrementOperation count => IsOf(count.Target),
            IInvocationOperation { Instance: { } instance, TargetMethod.IsReadOnly: false } => instance.Type?.IsValueType == true && IsOf(instance),
            IPropertyReferenceOperation { Instance: { } instance, Property.GetMethod.IsReadOnly: false } => instance.Type?.IsValueType == true && IsOf(instance),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsOf(argument.Value),
            _ => false,
        });
    }
}
