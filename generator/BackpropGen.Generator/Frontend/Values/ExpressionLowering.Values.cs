using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Structs and tuples as values.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitInstanceReference(IInstanceReferenceOperation operation, object? argument) =>
        body.This ?? (body.FirstParameter > 0 ? ParameterValue.Of(body.Signature.Parameters[0], operation.Type!, body) : null)
            ?? DefaultVisit(operation, argument);

    public override Expr? VisitDefaultValue(IDefaultValueOperation operation, object? argument) =>
        StructLayout.Of(operation.Type) is not null || TypeMapping.Scalar(operation.Type) is { IsParameter: true } ? StructLayout.Default(operation.Type!) : DefaultVisit(operation, argument);

    public override Expr? VisitTuple(ITupleOperation operation, object? argument)
    {
        if (StructLayout.Of(operation.Type) is not { } layout)
            return DefaultVisit(operation, argument);
        return LowerInOrder([.. operation.Elements]).All is { } values && values.Zip(layout, (value, part) => Fits(value, part.Type)).All(fits => fits)
            ? new Aggregate(StructLayout.TypeOf(operation.Type!), layout.Select((part, i) => new AggregatePart(part.Name, values[i])).ToList())
            : body.Silently();
    }

    public override Expr? VisitObjectCreation(IObjectCreationOperation operation, object? argument)
    {
        if (operation.Arguments.Length > 0 && TypeMapping.Buffer(operation.Type) is { Kind: not BufferKind.Array })
            return body.Refuse(Descriptors.Expression, operation, "Creating a span by its constructor", "write 'array.AsSpan(start, length)'");
        if (StructLayout.Of(operation.Type) is not { } layout || operation.Constructor is not { } constructor)
            return DefaultVisit(operation, argument);
        if (LowerConstructorArguments(operation.Arguments) is not { } values || Construct(operation, constructor, layout, values) is not Aggregate made)
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
            if (initializer is not ISimpleAssignmentOperation assignment || MemberName(assignment.Target) is not { } name || made[name] is not { } old
                || (assignment.Target is IPropertyReferenceOperation property && !IsAutomatic(property)))
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

    /// <summary>Assigns a value part by part: everything is read before anything is written.</summary>
    public void Store(Expr place, Expr value, SyntaxNode origin)
    {
        if (Aggregate.HasObject(place) || Aggregate.HasObject(value))
        {
            if (!place.Equals(value))
                body.Refusals.Add(Descriptors.Expression, origin, "An object put in the place of another", "assign its members, or call a method with the one or the other");
            return;
        }
        List<Expr> places = Aggregate.Leaves(place).ToList();
        List<Expr> values = Aggregate.Leaves(value).ToList();
        if (places.Count != values.Count)
        {
            body.Refusals.Add(Descriptors.Expression, origin, "A struct of which a part cannot be seen here", "use its members one by one");
            return;
        }
        List<Statement> assignments = [];
        for (int i = 0; i < places.Count; i++)
        {
            var effects = new Effects(assignments, body.Storage);
            // What an assignment before this one may have overwritten gets its old value back.
            if (places[i].Equals(values[i]) && (places[i].Type is BufferType || !effects.MayChange(values[i])))
                continue;
            if (places[i] is Read { Variable: { Type: BufferType } view } && values[i].Type is BufferType
                && body.Unassigned.TryGetValue(view, out List<Statement>? among) && among == body.Output)
            {
                body.Unassigned.Remove(view);
                body.Storage.AddView(view, values[i]);
                body.EmitMain(new Declare(view, values[i]), origin);
                continue;
            }
            if (places[i].Type is BufferType || places[i].Type != values[i].Type)
            {
                body.Refusals.Add(Descriptors.BufferReassigned, origin, (places[i] as Read)?.Variable.Name ?? "a part");
                return;
            }
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
        if (operation.Parent is not IExpressionStatementOperation)
            return body.Refuse(Descriptors.Expression, operation, "A deconstruction inside an expression", "make it a statement of its own");
        DeconstructionInfo info = Compilation.ModelOf(operation.Syntax.SyntaxTree).GetDeconstructionInfo((AssignmentExpressionSyntax)operation.Syntax);
        return Deconstruct(operation, operation.Target, operation.Value.Type, info, operands => operands[operands.Add(operation.Value.Syntax, () => Lower(operation.Value))]);
    }

    /// <summary>The element of a loop, taken apart.</summary>
    public Expr? DeconstructElement(IForEachLoopOperation loop, ITypeSymbol type, Expr element) => Deconstruct(
        loop, loop.LoopControlVariable, type, Compilation.ModelOf(loop.Syntax.SyntaxTree).GetDeconstructionInfo((ForEachVariableStatementSyntax)loop.Syntax), _ => element);

    private Expr? Deconstruct(IOperation operation, IOperation into, ITypeSymbol? type, DeconstructionInfo info, Func<OperandList, Expr?> lower)
    {
        bool isDeclaration = into is IDeclarationExpressionOperation;
        IOperation target = into is IDeclarationExpressionOperation { Expression: var declared } ? declared : into;
        var operands = new OperandList(body);
        List<PartTarget> targets = [];
        if (!Flatten(target, operands, targets, isDeclaration))
            return null;
        List<Expr> parts = [];
        if (lower(operands) is not { } whole || !TakeApart(operation, target, whole, type, info, parts))
            return null;
        for (int i = 0; i < parts.Count; i++)
        {
            if (targets[i].Type is not { } wanted)
                continue;
            if (Adapt(parts[i], wanted) is not { } adapted)
                return body.RefuseType(operation, wanted, "convert the part to the type of its target first");
            parts[i] = adapted;
        }
        StoreParts(operation, targets, parts);
        return Nothing;
    }

    /// <summary>Where a part of a deconstructed value goes: a place, a new local, a moving buffer, or nowhere.</summary>
    private sealed record PartTarget(ITypeSymbol? Type, Func<Expr?>? Place = null, ILocalSymbol? Local = null, Buffers.MovingBuffer? Moving = null, Variable? Rows = null);

    /// <summary>The targets of a deconstruction, in order.</summary>
    private bool Flatten(IOperation target, OperandList operands, List<PartTarget> targets, bool isDeclaration)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                return tuple.Elements.All(element => Flatten(element, operands, targets, isDeclaration));
            case IDeclarationExpressionOperation declaration:
                return Flatten(declaration.Expression, operands, targets, true);
            case IDiscardOperation:
                targets.Add(new PartTarget(null));
                return true;
            case ILocalReferenceOperation local when local.IsDeclaration || isDeclaration:
                targets.Add(new PartTarget(local.Type, Local: local.Local));
                return true;
            case IArrayElementReferenceOperation { Indices.Length: 1 } row when TypeMapping.Buffer(target.Type) is not null:
                if (LowerRowPlace(row, operands) is not { } rowPlace)
                    return false;
                targets.Add(new PartTarget(target.Type, rowPlace.Place, Rows: rowPlace.Table.Rows));
                return true;
            default:
                Func<Expr?>? place = LowerTarget(target, operands);
                targets.Add(new PartTarget(target.Type, place, Moving: body.Moving.Find(target)));
                return place is not null;
        }
    }

    /// <summary>The parts of a value in the shape of the target; false, and refused, where it has no such parts.</summary>
    private bool TakeApart(IOperation at, IOperation target, Expr value, ITypeSymbol? type, DeconstructionInfo info, List<Expr> parts)
    {
        IOperation shape = target is IDeclarationExpressionOperation { Expression: var inner } ? inner : target;
        if (shape is not ITupleOperation tuple)
        {
            if (info.Conversion is { IsUserDefined: true })
                body.RefuseType(at, type, "convert the part to the type of its target first");
            parts.Add(value);
            return info.Conversion is not { IsUserDefined: true };
        }
        if (info.Nested.IsDefault || info.Nested.Length != tuple.Elements.Length)
        {
            body.Silently();
            return false;
        }
        if (PartsOf(at, value, type, info) is not { } values || values.Count != tuple.Elements.Length)
            return false;
        for (int i = 0; i < values.Count; i++)
        {
            if (!TakeApart(at, tuple.Elements[i], values[i].Value, values[i].Type, info.Nested[i], parts))
                return false;
        }
        return true;
    }

    /// <summary>What a value is deconstructed into: the elements of a tuple, or what its method Deconstruct gives.</summary>
    private List<(Expr Value, ITypeSymbol Type)>? PartsOf(IOperation at, Expr value, ITypeSymbol? type, DeconstructionInfo info)
    {
        if (value is not Aggregate whole || type is not INamedTypeSymbol named)
        {
            body.RefuseType(at, type, "deconstruct tuples, and structs of this project");
            return null;
        }
        if (info.Method is not { } method)
            return named.TupleElements.Select((element, i) => (whole.Parts[i].Value, element.Type)).ToList();
        if (method.IsImplicitlyDeclared)
        {
            List<(Expr Value, ITypeSymbol Type)> positional = method.Parameters
                .Where(parameter => whole[parameter.Name] is not null).Select(parameter => (whole[parameter.Name]!, parameter.Type)).ToList();
            if (positional.Count == method.Parameters.Length)
                return positional;
        }
        if (method.IsStatic || method.IsImplicitlyDeclared || !method.Parameters.All(parameter => StructLayout.Default(parameter.Type) is not null))
        {
            body.RefuseType(at, type, "its Deconstruct method has to be an instance method in the source of this project");
            return null;
        }
        List<Expr> places = method.Parameters.Select(parameter => new ValueLocals(body).Named(parameter.Name, StructLayout.Default(parameter.Type)!, at.Syntax)).ToList();
        if (Inline(at, new KnownFunction(method, null), value, places.ConvertAll(place => (Expr)new Reference("out", place))) is null)
            return null;
        return places.Select((place, i) => (place, method.Parameters[i].Type)).ToList();
    }

    /// <summary>The implicit conversions between numbers, part by part; null where there is none.</summary>
    private static Expr? Adapt(Expr value, ITypeSymbol type)
    {
        if (Fits(value, type))
            return value;
        if (value.Type is ScalarType { Kind: not ScalarKind.Bool } from && TypeMapping.Scalar(type) is { Kind: not ScalarKind.Bool } to)
            return from.IsFloating && !to.IsFloating ? null : new Ir.Convert(to, value, IsImplicit: true);
        if (value is not Aggregate whole || type is not INamedTypeSymbol { IsTupleType: true } tuple || whole.Parts.Count != tuple.TupleElements.Length)
            return null;
        List<Expr?> parts = whole.Parts.Select((part, i) => Adapt(part.Value, tuple.TupleElements[i].Type)).ToList();
        return parts.Contains(null) ? null
            : new Aggregate(StructLayout.TypeOf(tuple), parts.Select((part, i) => new AggregatePart("Item" + (i + 1), part!)).ToList());
    }

    private void StoreParts(IOperation operation, List<PartTarget> targets, List<Expr> parts)
    {
        var assigned = new List<(Expr Place, Expr Value)>();
        var moved = new List<(Buffers.MovingBuffer Moving, Expr? Value)>();
        foreach ((PartTarget target, Expr part) in targets.Zip(parts, (target, part) => (target, part)))
        {
            if (target.Local is { } local && body.Moving.Find(local) is { } declared)
            {
                if (!body.Moving.Declare(declared, part, null, Lower, operation.Syntax))
                    body.Refusals.Add(Descriptors.BufferReassigned, operation.Syntax, local.Name);
            }
            else if (target.Local is not null)
                new ValueLocals(body).Declare(target.Local, part, operation.Syntax);
            else if (target.Moving is { } moving && body.Moving.ValueOf(moving, part, Lower) is { } integers)
            {
                assigned.Add((moving.Place, integers));
                moved.Add((moving, body.Moving.Named(moving, part, operation.Syntax)));
            }
            else if (target.Moving is { } unknown)
                body.Refusals.Add(Descriptors.BufferReassigned, operation.Syntax, unknown.Symbol.Name);
            else if (target.Rows is { } rows)
            {
                if (body.Rows.NumberOf(part, rows) is { } number)
                    assigned.Add((target.Place!()!, number));
                else
                    Storages.RefuseRow(operation, rows);
            }
            else if (target.Place?.Invoke() is { } place)
                assigned.Add((place, part));
        }
        var type = new StructType("");
        Store(
            new Aggregate(type, assigned.Select(pair => new AggregatePart("", pair.Place)).ToList()),
            new Aggregate(type, assigned.Select(pair => new AggregatePart("", pair.Value)).ToList()),
            operation.Syntax);
        foreach ((Buffers.MovingBuffer moving, Expr? value) in moved)
            body.Moving.Changed(moving, value);
    }
}
