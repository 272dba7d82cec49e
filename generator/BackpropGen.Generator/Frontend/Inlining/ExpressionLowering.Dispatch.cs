using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Frontend.Inlining;
using BackpropGen.Generator.Frontend.Values;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Virtual calls: the body of each method that the call may run, for the classes of objects that have it.
internal sealed partial class ExpressionLowering
{
    /// <summary>Whether the class of an object decides which method a call runs.</summary>
    public static bool IsDispatched(IOperation call, IMethodSymbol target) => Hierarchy.IsVirtual(target) && call switch
    {
        IInvocationOperation { IsVirtual: false } => false,
        IInvocationOperation invocation => IsOpen(invocation.Instance),
        IPropertyReferenceOperation property => IsOpen(property.Instance),
        // By a setter, or the getter before it.
        IAssignmentOperation { Target: IPropertyReferenceOperation property } => IsOpen(property.Instance),
        IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation property } => IsOpen(property.Instance),
        _ => true,
    };

    /// <summary>Whether a property without code of its own stands for others, that override it: its name alone does not say which is meant.</summary>
    private bool IsOverridden(IPropertyReferenceOperation operation) => operation.Property.GetMethod is { } getter && Hierarchy.IsVirtual(getter)
        && (operation.Instance?.Syntax is BaseExpressionSyntax || body.Classes.HasOverride(getter));

    private static bool IsOpen(IOperation? instance) =>
        instance is not { Syntax: BaseExpressionSyntax } and not { Type: INamedTypeSymbol { IsSealed: true } or { TypeKind: TypeKind.Struct } };

    private Expr? Dispatch(IOperation call, IMethodSymbol target, Expr? instance, List<Expr> arguments)
    {
        Expr? place = instance is Reference { Target: var named } ? named : instance;
        if (place is not Aggregate { Classes.Count: > 0 } whole)
        {
            string reason = body.Classes.ObstacleOf(target.ContainingType) ?? "its object has to be this one, a parameter, or a member of these";
            return body.Refuse(Descriptors.Virtual, call, MemberNames.Of(target), reason);
        }
        if (whole.Classes.Select(one => body.Classes.Find(one.Id) is { } type ? Hierarchy.Disputed(target, type) : null).FirstOrDefault(type => type is not null) is { } rival)
            return body.Refuse(Descriptors.Virtual, call, MemberNames.Of(target), $"the compiler takes the method of the interface for '{rival.Name}', and the runtime the one of the class: list the interface at '{rival.Name}', too");
        if (TargetsOf(target, whole) is not { } targets)
            return body.Silently();
        if (targets.Count > 1)
            arguments = arguments.Select((argument, i) => Once(target.Parameters[i].Name, argument, call.Syntax)).ToList();
        return Choose(call, target, whole, targets, arguments);
    }

    /// <summary>A marked virtual method stands for those that override it; false where there are none.</summary>
    public bool DispatchOwn()
    {
        IMethodSymbol own = body.Source.Symbol;
        if (ParameterValue.Of(body.Signature.Parameters[0], own.ContainingType, body) is not Aggregate { Classes.Count: > 0 } itself
            || TargetsOf(own, itself) is not { } targets)
            return false;
        body.Asked.Add(itself.Whole!.Variable);
        if (targets.TrueForAll(target => SymbolEqualityComparer.Default.Equals(target.Method, own))
            || targets.Select(target => body.Session.Bodies.Of(target.Method)).FirstOrDefault(block => block is not null) is not { } place)
            return false;
        if (Choose(place, own, itself, targets, own.Parameters.Select(OwnArgument).ToList()) is { } result && !own.ReturnsVoid)
            body.EmitMain(new Return(result), body.Source.Syntax);
        return true;
    }

    /// <summary>A parameter of the method, as an argument for a method that it stands for.</summary>
    private Expr OwnArgument(IParameterSymbol parameter)
    {
        Parameter own = body.Signature.Parameters[parameter.Ordinal + body.FirstParameter];
        return parameter.RefKind switch
        {
            RefKind.Ref or RefKind.Out => new Reference(parameter.RefKind == RefKind.Ref ? "ref" : "out", new Read(own.Variable)),
            _ when !own.IsStruct => new Read(own.Variable),
            _ when ParameterValue.Of(own, parameter.Type, body) is { } value => own.IsObject ? new Reference("ref", value) : value,
            _ => new Read(own.Variable),
        };
    }

    /// <summary>The body of each method that may be run, for the classes whose objects have it.</summary>
    private Expr? Choose(IOperation call, IMethodSymbol target, Aggregate whole, List<(IMethodSymbol Method, List<ObjectClass> Classes)> targets, List<Expr> arguments)
    {
        body.Asked.Add(whole.Whole!.Variable);
        Expr? Run((IMethodSymbol Method, List<ObjectClass> Classes) one) => one.Method.AssociatedSymbol is IPropertySymbol property && TypeMapping.IsAutomatic(property)
            ? AsOne(whole, one.Classes)[property.Name] ?? body.RefuseType(call, property.Type, "it has to be accessible from here, and have a setter or be marked [NoGradient]")
            : InlineBody(call, new KnownFunction(one.Method, null), new Reference("ref", AsOne(whole, one.Classes)), arguments);
        if (targets.Count == 1)
            return Run(targets[0]);
        if (ResultOf(target, call.Syntax) is not { } result)
            return body.RefuseType(call, target.ReturnType, "return numbers, structs and tuples of them");
        string comment = body.Comment;
        List<Block> bodies = targets.ConvertAll(one => body.Nested(() =>
        {
            if (Run(one) is not { } value || target.ReturnsVoid)
                return;
            body.Comment = ReturnOf(one.Method) ?? comment;
            Store(result, value, call.Syntax);
            body.Comment = comment;
        }));
        // The checks of the outermost call have found that the object is of one of the classes.
        Block chain = bodies[bodies.Count - 1];
        for (int i = bodies.Count - 2; i >= 0; i--)
        {
            Expr test = targets[i].Classes.Select(one => (Expr)one.Test).Aggregate((a, b) => new Binary(BinaryOperator.Or, a, b));
            chain = new Block([new If(test, bodies[i], chain)]);
        }
        body.Emit(chain.Statements[0], call.Syntax);
        return result;
    }

    /// <summary>The methods that a virtual call may run, each with the classes whose objects have it; null where there is none for one of them.</summary>
    private List<(IMethodSymbol Method, List<ObjectClass> Classes)>? TargetsOf(IMethodSymbol target, Aggregate whole)
    {
        List<(IMethodSymbol Method, List<ObjectClass> Classes)> targets = [];
        foreach (ObjectClass one in whole.Classes)
        {
            if (body.Classes.Find(one.Id) is not { } type || Hierarchy.Implementation(target, type) is not { } method)
                return null;
            int known = targets.FindIndex(other => SymbolEqualityComparer.Default.Equals(other.Method, method));
            if (known < 0)
                targets.Add((method, [one]));
            else
                targets[known].Classes.Add(one);
        }
        return targets;
    }

    /// <summary>The statement that returns the result of a method, if there is just one.</summary>
    private string? ReturnOf(IMethodSymbol method) => body.Session.Bodies.Of(method)?.Descendants().OfType<IReturnOperation>().ToList() is not [var only] ? null
        : only.Syntax is StatementSyntax ? Comments.Of(only.Syntax) : "return " + Comments.Of(only.Syntax);

    /// <summary>An object that is of one of the classes.</summary>
    private static Aggregate AsOne(Aggregate whole, List<ObjectClass> classes) =>
        classes[0].Value with { Classes = classes, Whole = whole.Whole };

    /// <summary>An argument that stands in several bodies, evaluated before them.</summary>
    private Expr Once(string name, Expr argument, SyntaxNode at) =>
        argument is { Type: ScalarType } and not (Read or Constant or Reference) ? new ValueLocals(body).Named(name, argument, at) : argument;

    /// <summary>Where the bodies leave what they return.</summary>
    private Expr? ResultOf(IMethodSymbol target, SyntaxNode at)
    {
        string name = Identifiers.Camel(target.AssociatedSymbol?.MetadataName ?? target.Name);
        if (target.ReturnsVoid)
            return Nothing;
        if (TypeMapping.Scalar(target.ReturnType) is not { } scalar)
            return StructLayout.Default(target.ReturnType) is { } zero ? new ValueLocals(body).Named(name, zero, at) : null;
        Variable result = body.Temporary(name, scalar);
        body.Emit(new Declare(result, null), at);
        return new Read(result);
    }
}
