using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>What a body changes.</summary>
internal static class Assignments
{
    /// <summary>Whether code assigns a local or a parameter, or hands it out by reference.</summary>
    public static bool Reassign(IOperation code, ISymbol variable) => Known.GetValue(code, Reassigned).Contains(variable);

    /// <summary>Long code is asked about each of its variables.</summary>
    private static readonly ConditionalWeakTable<IOperation, HashSet<ISymbol>> Known = new();

    private static HashSet<ISymbol> Reassigned(IOperation code)
    {
        IEnumerable<IOperation> places = code.DescendantsAndSelf().SelectMany(part => part switch
        {
            IAssignmentOperation assignment => TargetsOf(assignment.Target),
            IIncrementOrDecrementOperation count => [count.Target],
            _ => Referred(part) is { } place ? [place] : [],
        });
        return new HashSet<ISymbol>(places.Select(place => place switch
        {
            ILocalReferenceOperation { IsDeclaration: false } local => (ISymbol)local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        }).OfType<ISymbol>(), SymbolEqualityComparer.Default);
    }

    /// <summary>The place that an operation gives another name, by which it may be changed: an argument, a ref local, a reference that is returned.</summary>
    public static IOperation? Referred(IOperation operation) => operation switch
    {
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } local => local.Value,
        IReturnOperation { ReturnedValue: { Syntax.Parent: RefExpressionSyntax } place } => place,
        _ => null,
    };

    private static IEnumerable<IOperation> TargetsOf(IOperation target) =>
        target is ITupleOperation tuple ? tuple.Elements.SelectMany(TargetsOf) : [target];

    /// <summary>Something in the body changes the parameter, or a part of it.</summary>
    public static bool Change(IBlockOperation block, IParameterSymbol parameter) =>
        Change(block, target => target is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter));

    /// <summary>Something in the body of a method of a struct changes its object.</summary>
    public static bool ChangeObject(IBlockOperation block) => Change(block, target => target is IInstanceReferenceOperation);

    private static bool Change(IBlockOperation block, Func<IOperation, bool> isWhole)
    {
        bool IsOf(IOperation? target) => target switch
        {
            not null when isWhole(target) => true,
            IFieldReferenceOperation field => IsOf(field.Instance),
            IPropertyReferenceOperation { Property: var named } property when !named.IsIndexer || (named.ReturnsByRef && TypeMapping.Buffer(property.Instance?.Type) is null) => IsOf(property.Instance),
            ITupleOperation tuple => tuple.Elements.Any(IsOf),
            _ => false,
        };
        return block.Descendants().Any(operation => operation switch
        {
            IAssignmentOperation assignment => IsOf(assignment.Target),
            IIncrementOrDecrementOperation count => IsOf(count.Target),
            IInvocationOperation { Instance: { } instance, TargetMethod.IsReadOnly: false } => instance.Type?.IsValueType == true && IsOf(instance),
            IPropertyReferenceOperation { Instance: { } instance, Property.GetMethod.IsReadOnly: false } => instance.Type?.IsValueType == true && IsOf(instance),
            _ => IsOf(Referred(operation)),
        });
    }
}
