using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>
/// Gives the parameters of an inlined body their meaning: the argument itself where that is a name or a constant which the body cannot
/// change, otherwise a local of its own.
/// </summary>
internal sealed class ArgumentBinding(BodyContext body, IBlockOperation block, SyntaxNode at)
{
    private readonly ValueLocals locals = new(body);

    /// <summary>Binds a parameter; false where a [NoGradient] one gets more than a number.</summary>
    /// <param name="seesOutside">The body sees variables of the method around it, which it may change.</param>
    public bool Bind(IParameterSymbol parameter, Expr argument, bool seesOutside)
    {
        if (parameter.Type.TypeKind == TypeKind.Delegate)
            return true;
        bool isReference = parameter.RefKind is RefKind.Ref or RefKind.Out;
        bool isAssigned = IsAssigned(parameter);
        if (TypeMapping.IsNoGradient(parameter))
        {
            if (argument.Type is not ScalarType || isReference)
                return false;
            argument = new Detached(argument);
        }
        body.Bind(parameter, isReference || (argument is Aggregate && parameter.Type.IsReferenceType) ? argument : Settle(parameter.Name, argument, isAssigned || seesOutside || HasReferences));
        return true;
    }

    /// <summary>A copy whose changes nobody else sees.</summary>
    public Expr Copy(string name, Expr value) => Settle(name, value, mustCopy: true);

    /// <summary>Something in the body changes the object that it works on.</summary>
    public static bool ChangesThis(IBlockOperation block) => block.Descendants().Any(operation => operation switch
    {
        IAssignmentOperation assignment => IsOfThis(assignment.Target),
        IIncrementOrDecrementOperation count => IsOfThis(count.Target),
        IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod.IsReadOnly: false } => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsOfThis(argument.Value),
        _ => false,
    });

    private bool HasReferences => block.Descendants().OfType<IParameterReferenceOperation>().Any(reference => reference.Parameter.RefKind is RefKind.Ref or RefKind.Out)
        || ChangesThis(block);

    private static bool IsOfThis(IOperation? target) => target switch
    {
        IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => IsOfThis(field.Instance),
        IPropertyReferenceOperation property => IsOfThis(property.Instance),
        ITupleOperation tuple => tuple.Elements.Any(IsOfThis),
        _ => false,
    };

    /// <summary>Something in the body changes the parameter, or a part of it.</summary>
    public bool IsAssigned(IParameterSymbol parameter)
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
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsOf(argument.Value),
            _ => false,
        });
    }

    private Expr Settle(string name, Expr value, bool mustCopy) => value switch
    {
        Aggregate aggregate => aggregate with
        {
            Parts = aggregate.Parts.Select(part => part with { Value = Settle(name + Identifiers.Pascal(part.Name), part.Value, mustCopy) }).ToList(),
        },
        Constant when !mustCopy => value,
        Read { Type: BufferType } => value,
        Read when !mustCopy => value,
        Detached { Operand: Constant or Read } when !mustCopy => value,
        _ => locals.Named(name, value, at),
    };
}
