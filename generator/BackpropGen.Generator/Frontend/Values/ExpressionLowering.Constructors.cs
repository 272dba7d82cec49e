using System.Collections.Immutable;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Constructors: their code runs on a new value, of which every part is 0.
internal sealed partial class ExpressionLowering
{
    /// <summary>In the order of the parameters, evaluated in the order of the source.</summary>
    private List<Expr>? LowerConstructorArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        var operands = new OperandList(body);
        var positions = new Dictionary<int, int>();
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.ParamArray || argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out)
            {
                body.Refuse(Descriptors.Argument, argument.Value, argument.Parameter!.Name, "pass values to constructors");
                return null;
            }
            positions[argument.Parameter.Ordinal] = operands.Add(argument.Syntax, () => argument.Parameter.RefKind == RefKind.None ? Lower(argument.Value) : LowerIn(argument.Value));
        }
        return operands.All is { } values ? Enumerable.Range(0, positions.Count).Select(ordinal => values[positions[ordinal]]).ToList() : null;
    }

    /// <summary>The value that a constructor makes.</summary>
    private Expr? Construct(IOperation at, IMethodSymbol constructor, IReadOnlyList<StructLayout.Part> layout, List<Expr> arguments)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        if (constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0)
            return StructLayout.Default(type) ?? body.RefuseType(at, type, "give its spans and arrays to a constructor");
        if (type.IsTupleType)
            return new Aggregate(StructLayout.TypeOf(type), layout.Select((part, i) => new AggregatePart(part.Name, arguments[i])).ToList());
        if (body.Session.Vectors.Of(constructor) is { } vectors)
            return InlineVectors(at, vectors, arguments);
        SyntaxNode? syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(body.Session.Cancellation);
        if (type.IsGenericType || syntax is not (ConstructorDeclarationSyntax or TypeDeclarationSyntax) || !Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return body.Refuse(Descriptors.Expression, at, "This constructor", "use one in the source of this project, of a struct that is not generic");
        if (!MayInline(at, constructor))
            return null;
        int mark = body.Output.Count;
        var binding = new ArgumentBinding(body, at.Syntax);
        List<(ISymbol, Expr)> bound = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            if (binding.Of(constructor.Parameters[i], arguments[i]) is not { } value || !Fits(value, constructor.Parameters[i].Type))
                return body.RefuseType(at, constructor.Parameters[i].Type, $"the argument for '{constructor.Parameters[i].Name}' has another type: convert it first");
            bound.Add((constructor.Parameters[i], value));
        }
        Aggregate? made = null;
        Within(constructor, Surroundings.None, () =>
        {
            foreach ((ISymbol parameter, Expr value) in bound)
                body.Bind(parameter, value);
            made = syntax is TypeDeclarationSyntax ? RunPrimary(at, constructor, layout, binding) : RunDeclared(at, constructor, layout, binding);
        });
        if (made is null)
            return body.Silently();
        if (Aggregate.Leaves(made).Any(leaf => leaf is Read { Variable: var variable } && body.Unassigned.Remove(variable)))
            return body.RefuseType(at, type, "its constructor has to assign every span and array, not under a condition");
        return Tidied(mark, binding.Temporaries, made);
    }

    /// <summary>A primary constructor: the properties of a positional record, and initialisers.</summary>
    private Aggregate? RunPrimary(IOperation at, IMethodSymbol constructor, IReadOnlyList<StructLayout.Part> layout, ArgumentBinding binding)
    {
        Aggregate made = NewObject(at, constructor.ContainingType, layout, binding);
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            // A property that the user declares has its own initialiser.
            bool isPositional = constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
                .Any(property => property.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is ParameterSyntax));
            if (isPositional && made[parameter.Name] is { } place && body.Find(parameter) is { } value)
                Store(place, value, at.Syntax);
        }
        return RunInitializers(made, layout) ? made : null;
    }

    private Aggregate? RunDeclared(IOperation at, IMethodSymbol constructor, IReadOnlyList<StructLayout.Part> layout, ArgumentBinding binding)
    {
        if (body.Session.Bodies.Constructor(constructor) is not { } code
            || (code.BlockBody ?? code.ExpressionBody) is not { } block)
            return null;
        Aggregate? made;
        if (code.Initializer is { } initializer)
        {
            IOperation call = initializer is IExpressionStatementOperation { Operation: var inner } ? inner : initializer;
            if (call is not IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor } target } other
                || LowerConstructorArguments(other.Arguments) is not { } arguments || Construct(at, target, layout, arguments) is not { } first)
                return null;
            made = (Aggregate)binding.Copy(Identifiers.Camel(constructor.ContainingType.Name), first);
        }
        else
        {
            made = NewObject(at, constructor.ContainingType, layout, binding);
            if (!RunInitializers(made, layout))
                return null;
        }
        body.This = made;
        body.FlattenedDepth++;
        new StatementLowering(body, block, null).LowerMethod(block);
        body.FlattenedDepth--;
        return made;
    }

    private Aggregate NewObject(IOperation at, INamedTypeSymbol type, IReadOnlyList<StructLayout.Part> layout, ArgumentBinding binding) =>
        NewParts(at, Identifiers.Camel(type.Name), StructLayout.TypeOf(type), layout, binding);

    private Aggregate NewParts(IOperation at, string name, StructType type, IReadOnlyList<StructLayout.Part> layout, ArgumentBinding binding) => new(type, layout.Select(part =>
    {
        string path = name + Identifiers.Pascal(part.Name.TrimStart('_'));
        if (TypeMapping.Scalar(part.Type) is { } scalar)
            return new AggregatePart(part.Name, binding.Copy(path, Constant.Of(scalar, 0)));
        if (TypeMapping.Buffer(part.Type) is not { } buffer)
            return new AggregatePart(part.Name, NewParts(at, path, StructLayout.TypeOf(part.Type), StructLayout.Of(part.Type)!, binding));
        Variable view = body.Temporary(path, buffer.View);
        binding.Temporaries.Add(view);
        body.Unassigned[view] = body.Output;
        return new AggregatePart(part.Name, new Read(view));
    }).ToList());

    /// <summary>The initialisers of fields and properties, in their order.</summary>
    private bool RunInitializers(Aggregate made, IReadOnlyList<StructLayout.Part> layout)
    {
        foreach (StructLayout.Part part in layout)
        {
            if (body.Session.Bodies.InitialValue(part.Field) is not { } initial)
                continue;
            if (Lower(initial) is not { } value)
                return false;
            if (Adapt(value, part.Type) is not { } adapted)
                return body.RefuseType(initial, part.Type, "convert the initial value to the type of the field") is not null;
            Store(made[part.Name]!, adapted, initial.Syntax);
        }
        return true;
    }

    /// <summary>An assignment through a setter with code; false where the target is none.</summary>
    private bool TryAssignProperty(IOperation operation, IOperation target, bool isStatement)
    {
        if (target is not IPropertyReferenceOperation { Instance: { } instance, Property: { SetMethod: { DeclaringSyntaxReferences.Length: > 0 } setter } property } reference
            || TypeMapping.Buffer(instance.Type) is not null || IsAutomatic(reference)
            || body.Session.Bodies.Of(setter) is null)
            return false;
        bool isAgain = operation is not ISimpleAssignmentOperation;
        if (!isStatement || (isAgain && !IsNamed(instance)))
            body.Refuse(Descriptors.Expression, operation, "A compound or nested assignment to a property with code of its own", $"write '{property.Name} = …' in a statement of its own");
        else if (operation is ISimpleAssignmentOperation simple)
            Inline(operation, setter, instance, [.. reference.Arguments.Select(a => (a.Value, a.Syntax)), (simple.Value, simple.Value.Syntax)]);
        else
            AssignAgain(operation, reference, instance, setter);
        return true;
    }

    /// <summary>A compound assignment to a property with code: what its getter gives, combined, goes to its setter.</summary>
    private void AssignAgain(IOperation operation, IPropertyReferenceOperation reference, IOperation instance, IMethodSymbol setter)
    {
        var operands = new OperandList(body);
        foreach (IArgumentOperation argument in reference.Arguments)
            operands.Add(argument.Syntax, () => Lower(argument.Value));
        if (operands.All is not { } values)
            return;
        // The indices are evaluated once.
        Expr[] at = [.. values.Select(value => value is Constant ? value : new ValueLocals(body).Named("at", value, operation.Syntax))];
        Expr? Old() => reference.Property.GetMethod is not { } getter ? Lower(reference)
            : LowerObject(instance, getter) is { } read ? Inline(operation, new Inlining.KnownFunction(getter, null), read, [.. at]) : null;
        Expr? value = operation is ICompoundAssignmentOperation compound ? Combine(compound, Old, new OperandList(body)) : Increment((IIncrementOrDecrementOperation)operation, Old());
        if (value is not null && LowerObject(instance, setter) is { } whole)
            Inline(operation, new Inlining.KnownFunction(setter, null), whole, [.. at, value]);
    }

    /// <summary>A constant of a struct type, or a number: <c>static readonly</c>, with an initialiser of constants.</summary>
    private Expr? LowerStaticField(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        if (TypeMapping.Buffer(field.Type) is { } buffer && body.Session.Tables.Contains(field) && body.Table(field, buffer) is { } table)
            return table;
        bool isFixed = field.IsReadOnly && !field.ContainingType.IsGenericType && field.DeclaringSyntaxReferences.Length == 1
            && !field.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)
            && StructLayout.Default(field.Type) is not null;
        if (isFixed && body.Session.Bodies.InitialValue(field) is { } initial && !body.Inlined.Contains(field))
        {
            Expr? value = null;
            Surroundings outer = body.Seen;
            body.Seen = Surroundings.None;
            body.Inlined.Enter(field);
            Block effects = body.Nested(() => value = Lower(initial));
            body.Inlined.Leave();
            body.Seen = outer;
            if (value is null)
                return null;
            if (effects.Statements.Count == 0 && Aggregate.Leaves(value).SelectMany(Tree.All).All(part => part is Constant or Unary or Ir.Convert) && Adapt(value, field.Type) is { } constant)
                return constant;
        }
        return RefuseState(operation, field);
    }
}
