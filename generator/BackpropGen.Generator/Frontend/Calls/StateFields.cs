using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>
/// Which members of a type are state: the marked methods of the type, of its base types or of those below it, or what these call, write them. A method that reads state keeps what it
/// needs of it, since another call may have changed it when its backward pass comes. What this misses is refused where it would matter.
/// </summary>
internal sealed class StateFields(Compilation compilation, CallGraph calls, Hierarchy hierarchy, CancellationToken cancellation)
{
    private readonly Dictionary<INamedTypeSymbol, HashSet<ISymbol>> known = new(SymbolEqualityComparer.Default);

    /// <param name="member">A field, or an automatic property.</param>
    public bool Contains(ISymbol member)
    {
        INamedTypeSymbol type = member.ContainingType.OriginalDefinition;
        if (!known.TryGetValue(type, out HashSet<ISymbol> state))
        {
            known[type] = state = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            IEnumerable<IMethodSymbol> marked = Around(type).SelectMany(other => other.GetMembers()).OfType<IMethodSymbol>().Where(TypeMapping.IsDifferentiable);
            foreach (IMethodSymbol method in calls.ReachedFrom(marked))
            {
                if (MethodSource.Of(method, compilation, cancellation) is { } source && source.Model.OperationOf(source.Syntax, cancellation) is { } body)
                    state.UnionWith(body.Descendants().SelectMany(Written).OfType<ISymbol>());
            }
        }
        return state.Contains(member.OriginalDefinition);
    }

    /// <summary>The type, and those whose methods may run for an object of it.</summary>
    private IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
            yield return level.OriginalDefinition;
        foreach (INamedTypeSymbol other in type.TypeKind == TypeKind.Class ? type.AllInterfaces.Concat(hierarchy.Below(type)) : [])
            yield return other.OriginalDefinition;
    }

    private static IEnumerable<ISymbol?> Written(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => [MemberOf(assignment.Target)],
        IIncrementOrDecrementOperation step => [MemberOf(step.Target)],
        IArgumentOperation { Parameter.Type: INamedTypeSymbol { Name: "Span" } } argument => [MemberOf(argument.Value)],
        IInvocationOperation { TargetMethod.Name: "Clear" or "Fill" or "Reverse" or "Sort", Instance: { } span } => [MemberOf(span)],
        IInvocationOperation { TargetMethod: { Name: "Copy" or "Clear" or "Fill" or "Reverse" or "Sort", ContainingType.Name: "Array" } } call =>
            call.Arguments.Select(argument => MemberOf(argument.Value)),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Type: IArrayTypeSymbol or INamedTypeSymbol { Name: "Span" } } } view => [MemberOf(view.Value)],
        _ => Inlining.Assignments.Referred(operation) is { } place ? [MemberOf(place)] : [],
    };

    /// <summary>The member to whose storage an expression leads.</summary>
    private static ISymbol? MemberOf(IOperation? operation) => operation switch
    {
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IArrayElementReferenceOperation element => MemberOf(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true } element => MemberOf(element.Instance),
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        IImplicitIndexerReferenceOperation element => MemberOf(element.Instance),
        IConversionOperation conversion => MemberOf(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" } view =>
            MemberOf(view.Instance ?? view.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value),
        _ => null,
    };
}
