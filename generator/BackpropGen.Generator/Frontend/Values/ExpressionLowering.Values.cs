using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Structs and tuples as values.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitInstanceReference(IInstanceReferenceOperation operation, object? argument) =>
        body.This ?? (body.FirstParameter > 0 ? ParameterValue.Of(body.Signature.Parameters[0], operation.Type!) : null)
            ?? DefaultVisit(operation, argument);

    public override Expr? VisitDefaultValue(IDefaultValueOperation operation, object? argument) =>
        StructLayout.Of(operation.Type) is not null ? StructLayout.Default(operation.Type!) : DefaultVisit(operation, argument);

    public override Expr? VisitTuple(ITupleOperation operation, object? argument)
    {
        if (StructLayout.Of(operation.Type) is not { } layout)
            return DefaultVisit(operation, argument);
        return LowerInOrder([.. operation.Elements]).All is { } values
            ? new Aggregate(StructLayout.TypeOf(operation.Type!), layout.Select((part, i) => new AggregatePart(part.Name, values[i])).ToList())
            : null;
    }

    public override Expr? VisitObjectCreation(IObjectCreationOperation operation, object? argument)
    {
        if (StructLayout.Of(operation.Type) is not { } layout || operation.Constructor is not { } constructor)
            return DefaultVisit(operation, argument);
        bool isInOrder = operation.Arguments.Select(OrdinalOf).SequenceEqual(Enumerable.Range(0, operation.Arguments.Length));
        if (!isInOrder)
            return body.Refuse(Descriptors.Expression, operation, "Arguments in another order", "pass them in the order of the parameters");
        var operands = new OperandList(body);
        foreach (IArgumentOperation value in operation.Arguments)
            operands.Add(value.Syntax, () => LowerInlined(value.Value, value.Parameter!));
        if (operands.All is not { } values || Construct(operation, constructor, layout, [.. values]) is not Aggregate made)
            return null;
        return operation.Initializer is { } initializer ? Initialize(made, initializer.Initializers) : made;
    }

    public override Expr? VisitWith(IWithOperation operation, object? argument)
    {
        if (StructLayout.Of(operation.Type) is null)
            return DefaultVisit(operation, argument);
        return Lower(operation.Operand) is Aggregate original ? Initialize(original, operation.Initializer.Initializers) : null;
    }

    /// <summary>The members that an initializer sets, in its order.</summary>
    private Expr? Initialize(Aggregate made, ImmutableArray<IOperation> initializers)
    {
        var operands = new OperandList(body);
        operands.Add(body.Source.Syntax, () => made);
        List<(string Name, int Position)> set = [];
        foreach (IOperation initializer in initializers)
        {
            if (initializer is not ISimpleAssignmentOperation assignment || MemberName(assignment.Target) is not { } name || made[name] is not { } old)
                return body.Refuse(Descriptors.Expression, initializer, "This initializer", "set fields and automatic properties");
            set.Add((name, operands.Add(assignment.Value.Syntax, () => Lower(assignment.Value))));
        }
        if (operands.All is not { } values)
            return null;
        Expr result = values[0];
        foreach ((string name, int position) in set)
            result = ((Aggregate)result).With(name, values[position]);
        return result;
    }

    private static string? MemberName(IOperation target) => target switch
    {
        IFieldReferenceOperation field => StructLayout.NameOf(field.Field),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } => property.Name,
        _ => null,
    };

    /// <summary>The value that a constructor makes.</summary>
    private Expr? Construct(IObjectCreationOperation creation, IMethodSymbol constructor, IReadOnlyList<StructLayout.Part> layout, List<Expr> arguments)
    {
        var zero = (Aggregate?)StructLayout.Default(creation.Type!);
        if (zero is null)
            return body.RefuseType(creation, creation.Type, "create it in the caller: it has spans or arrays");
        if (constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0)
            return zero;
        // The parameters of a positional record are its properties.
        bool isPositional = constructor.ContainingType.IsRecord && constructor.DeclaringSyntaxReferences.FirstOrDefault()
            ?.GetSyntax(body.Session.Cancellation) is Microsoft.CodeAnalysis.CSharp.Syntax.RecordDeclarationSyntax;
        if (isPositional && layout.Count == constructor.Parameters.Length && layout.All(part => constructor.Parameters.Any(p => p.Name == part.Name)))
            return zero with { Parts = layout.Select(part => new AggregatePart(part.Name, arguments[constructor.Parameters.First(p => p.Name == part.Name).Ordinal])).ToList() };
        if (FunctionBodies.Constructor(constructor, body.Source.Model.Compilation, body.Session.Cancellation) is not { } code
            || (code.BlockBody ?? code.ExpressionBody) is not { } block || code.Initializer is not null)
            return body.Refuse(Descriptors.Expression, creation, "This constructor", "use one that sets the fields, or an initializer: new S { X = … }");
        if (body.Inlined.Contains(constructor) || body.Inlined.Total >= LanguageSubset.MaximumInlinedCalls)
            return body.Refuse(Descriptors.Recursion, creation, constructor.ContainingType.Name);
        Aggregate? initial = WithFieldInitializers(zero, layout);
        return initial is null ? null : RunConstructor(creation, constructor, block, initial, arguments);
    }

    private Aggregate? WithFieldInitializers(Aggregate zero, IReadOnlyList<StructLayout.Part> layout)
    {
        foreach (StructLayout.Part part in layout)
        {
            if (FunctionBodies.InitialValue(part.Field, body.Source.Model.Compilation, body.Session.Cancellation) is not { } initial)
                continue;
            if (Lower(initial) is not { } value)
                return null;
            zero = zero.With(part.Name, value);
        }
        return zero;
    }

    private Expr? RunConstructor(IObjectCreationOperation creation, IMethodSymbol constructor, IBlockOperation block, Aggregate initial, List<Expr> arguments)
    {
        (string comment, Expr? outer) = (body.Comment, body.This);
        body.Inlined.Enter(constructor);
        try
        {
            var binding = new ArgumentBinding(body, block, creation.Syntax);
            for (int i = 0; i < arguments.Count; i++)
                binding.Bind(constructor.OriginalDefinition.Parameters[i], arguments[i], seesOutside: false);
            if (Assembled(block, initial) is { } assembled)
                return assembled;
            body.This = binding.Copy(Identifiers.Camel(constructor.ContainingType.Name), initial);
            body.FlattenedDepth++;
            new StatementLowering(body, block, null).LowerMethod(block);
            body.FlattenedDepth--;
            return body.This;
        }
        finally
        {
            body.Inlined.Leave();
            (body.Comment, body.This) = (comment, outer);
        }
    }

    /// <summary>The value of a constructor that only sets members from its parameters: no local is needed for it. Null for any other.</summary>
    private Aggregate? Assembled(IBlockOperation block, Aggregate initial)
    {
        List<(string Name, IOperation Value)> set = [];
        foreach (IOperation statement in block.Operations)
        {
            if (statement is not IExpressionStatementOperation { Operation: IAssignmentOperation assignment }
                || assignment.Descendants().Skip(1).Any(operation => operation is IInvocationOperation or IObjectCreationOperation or IIncrementOrDecrementOperation or IAssignmentOperation))
                return null;
            switch (assignment)
            {
                case ISimpleAssignmentOperation { Target: var target, Value: var value } when MemberName(target) is { } name && initial[name] is not null && IsThis(target):
                    set.Add((name, value));
                    break;
                case IDeconstructionAssignmentOperation { Target: ITupleOperation targets, Value: var source } when Untupled(source) is { } values
                    && targets.Elements.All(target => MemberName(target) is { } name && initial[name] is not null && IsThis(target)):
                    set.AddRange(targets.Elements.Select((target, i) => (MemberName(target)!, values[i])));
                    break;
                default:
                    return null;
            }
        }
        if (set.Any(member => member.Value.DescendantsAndSelf().Any(operation => operation is IInstanceReferenceOperation)))
            return null;
        foreach ((string name, IOperation value) in set)
        {
            if (Lower(value) is not { } lowered)
                return null;
            initial = initial.With(name, lowered);
        }
        return initial;
    }

    private static ImmutableArray<IOperation>? Untupled(IOperation source) => source switch
    {
        ITupleOperation tuple => tuple.Elements,
        IConversionOperation { Operand: ITupleOperation tuple } conversion when SymbolEqualityComparer.Default.Equals(conversion.Type, tuple.Type) => tuple.Elements,
        _ => null,
    };

    private static bool IsThis(IOperation target) => target switch
    {
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } => true,
        _ => false,
    };

    /// <summary>Assigns a value part by part: everything is read before anything is written.</summary>
    public void Store(Expr place, Expr value, SyntaxNode origin)
    {
        List<Expr> places = Aggregate.Leaves(place).ToList();
        List<Expr> values = Aggregate.Leaves(value).ToList();
        List<Statement> assignments = [];
        for (int i = 0; i < places.Count; i++)
        {
            if (places[i].Equals(values[i]))
                continue;
            if (places[i].Type is BufferType || places[i].Type != values[i].Type)
            {
                body.Refusals.Add(Descriptors.BufferReassigned, origin, (places[i] as Read)?.Variable.Name ?? "a part");
                return;
            }
            var effects = new Effects(assignments, body.Storage);
            if (places[i] is Element element && effects.MayChange(element.Index))
                places[i] = element with { Index = new ValueLocals(body).Named("at", element.Index, origin) };
            if (effects.MayChange(values[i]))
                values[i] = new ValueLocals(body).Named(OperandList.NameFor(values[i]), values[i], origin);
            assignments.Add(new Assign(places[i], values[i]));
        }
        foreach (Statement assignment in assignments)
            body.EmitMain(assignment, origin);
    }

    public override Expr? VisitDeconstructionAssignment(IDeconstructionAssignmentOperation operation, object? argument)
    {
        bool isDeclaration = operation.Target is IDeclarationExpressionOperation;
        IOperation target = operation.Target is IDeclarationExpressionOperation { Expression: var declared } ? declared : operation.Target;
        var operands = new OperandList(body);
        List<Func<Expr?>?> places = [];
        List<ILocalSymbol?> locals = [];
        if (!Flatten(target, operands, places, locals, isDeclaration))
            return null;
        if (Lower(operation.Value) is not { } value)
            return null;
        List<Expr>? parts = Deconstruct(value, target);
        if (parts is null || parts.Count != places.Count)
            return body.Refuse(Descriptors.Expression, operation, "This deconstruction", "deconstruct a tuple, and assign each part in a statement of its own");
        StoreParts(operation, places, locals, parts);
        return value;
    }

    /// <summary>The targets of a deconstruction, in order: places, new locals, or nothing for a discard.</summary>
    private bool Flatten(IOperation target, OperandList operands, List<Func<Expr?>?> places, List<ILocalSymbol?> locals, bool isDeclaration)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                return tuple.Elements.All(element => Flatten(element, operands, places, locals, isDeclaration));
            case IDeclarationExpressionOperation declaration:
                return Flatten(declaration.Expression, operands, places, locals, true);
            case IDiscardOperation:
                places.Add(null);
                locals.Add(null);
                return true;
            case ILocalReferenceOperation { IsDeclaration: true } local:
                places.Add(null);
                locals.Add(local.Local);
                return true;
            case ILocalReferenceOperation local when isDeclaration:
                places.Add(null);
                locals.Add(local.Local);
                return true;
            default:
                Func<Expr?>? place = LowerTarget(target, operands);
                places.Add(place);
                locals.Add(null);
                return place is not null;
        }
    }

    /// <summary>The parts of a value in the shape of the target.</summary>
    private static List<Expr>? Deconstruct(Expr value, IOperation target)
    {
        IOperation shape = target is IDeclarationExpressionOperation { Expression: var inner } ? inner : target;
        if (shape is not ITupleOperation tuple)
            return [value];
        if (value is not Aggregate aggregate || aggregate.Parts.Count != tuple.Elements.Length)
            return null;
        List<Expr> parts = [];
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            if (Deconstruct(aggregate.Parts[i].Value, tuple.Elements[i]) is not { } inside)
                return null;
            parts.AddRange(inside);
        }
        return parts;
    }

    private void StoreParts(IOperation operation, List<Func<Expr?>?> places, List<ILocalSymbol?> locals, List<Expr> parts)
    {
        var assigned = new List<(Expr Place, Expr Value)>();
        for (int i = 0; i < parts.Count; i++)
        {
            if (locals[i] is { } local)
                new ValueLocals(body).Declare(local, parts[i], operation.Syntax);
            else if (places[i]?.Invoke() is { } place)
                assigned.Add((place, parts[i]));
        }
        var type = new StructType("");
        Store(
            new Aggregate(type, assigned.Select(pair => new AggregatePart("", pair.Place)).ToList()),
            new Aggregate(type, assigned.Select(pair => new AggregatePart("", pair.Value)).ToList()),
            operation.Syntax);
    }
}
