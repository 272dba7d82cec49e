using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>
/// Gives the parameters of an inlined body their meaning: the place or the object that the argument is, otherwise a local of its own, which
/// <see cref="Propagation"/> takes away again where it is not needed.
/// </summary>
internal sealed class ArgumentBinding(BodyContext body, SyntaxNode at)
{
    private readonly ValueLocals locals = new(body);

    /// <summary>The locals that are not the user's.</summary>
    public HashSet<Variable> Temporaries { get; } = [];

    /// <summary>What a parameter stands for in the body; null where a [NoGradient] one gets more than a number.</summary>
    public Expr? Of(IParameterSymbol parameter, Expr argument)
    {
        if (argument is Verbatim)
            return argument;
        bool isPlace = argument is Reference;
        Expr value = argument is Reference { Target: var target } ? target : argument;
        bool isConstant = value is Read { Variable: var named } && body.Signature.Parameters.Any(own => own.Leaves.Any(leaf => leaf.IsNoGradient && leaf.Variable == named));
        if (argument is Reference { Keyword: "in", Target: Element element })
            value = Settled(parameter.Name, element);
        if (TypeMapping.IsNoGradient(parameter) && !isConstant)
        {
            if (value.Type is not ScalarType || (isPlace && parameter.RefKind is RefKind.Ref or RefKind.Out))
                return null;
            (value, isPlace) = (new Detached(value), isPlace && value is Read { Type: ScalarType });
        }
        return isPlace || value is FunctionValue ? value : Copy(parameter.Name, value);
    }

    /// <summary>The element that an <c>in</c> parameter means for good, whatever becomes of the index.</summary>
    private Element Settled(string name, Element element) => new(
        element.Buffer is Read ? element.Buffer : Copy(name + "Part", element.Buffer),
        element.Index is Constant or Read { Variable.Kind: VariableKind.Counter } ? element.Index : Copy(name + "At", element.Index));

    /// <summary>A copy whose changes nobody else sees.</summary>
    public Expr Copy(string name, Expr value)
    {
        if (value is Aggregate aggregate)
            return aggregate with { Parts = aggregate.Parts.Select(part => part with { Value = Copy(name + Identifiers.Pascal(part.Name.TrimStart('_')), part.Value) }).ToList() };
        if (value.Type is BufferType { IsWhole: true })
            return value;
        Expr copy = locals.Named(name, value, at);
        Temporaries.Add(((Read)copy).Variable);
        return copy;
    }
}
