using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>The static methods of Math, MathF, double and float.</summary>
internal static class MathLowering
{
    /// <summary>One function under two names.</summary>
    private static readonly IReadOnlyDictionary<string, string> Synonyms = new Dictionary<string, string>
    {
        ["Ieee754Remainder"] = "IEEERemainder",
    };

    /// <summary>What stands before the name of a function of the type; null for other types.</summary>
    public static string? ClassOf(INamedTypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => "double",
        { SpecialType: SpecialType.System_Single } => "float",
        { Name: "Math" or "MathF" } when TypeMapping.IsInSystem(type) => type.Name,
        _ => GenericNumbers.SelfOf(type) is { } self ? GenericNumbers.Of(self)!.Name : null,
    };

    public static Expr? Lower(IInvocationOperation operation, ExpressionLowering expressions, BodyContext body)
    {
        IMethodSymbol method = operation.TargetMethod;
        string function = Synonyms.TryGetValue(method.Name, out string synonym) ? synonym : method.Name;
        var operands = new OperandList(body);
        foreach (IArgumentOperation argument in operation.Arguments)
            operands.Add(argument.Syntax, () => LowerArgument(argument, expressions));

        if (function == "SinCos" && operands.All is [{ } angle])
            return SinCos(method, angle, operation.Syntax, body);
        if (function == "DivRem" && operands.All is [{ } dividend, { } divisor] && DivRem(method, dividend, divisor, operation.Syntax, body) is { } both)
            return both;
        return operands.All is { } values || !IsFunction(method, function) ? Call(operation, method, operation.Arguments.Select((argument, i) =>
            (argument.Parameter!.Ordinal, Value: operands[i])).OrderBy(pair => pair.Ordinal).Select(pair => pair.Value!).ToList(), body) : null;
    }

    /// <summary>Sine and cosine in one: the same numbers as one by one.</summary>
    private static Expr SinCos(IMethodSymbol method, Expr angle, SyntaxNode at, BodyContext body)
    {
        var locals = new Values.ValueLocals(body);
        Expr kept = angle is Read or Constant ? angle : locals.Named("angle", angle, at);
        AggregatePart Of(Values.StructLayout.Part part, string function, string name) => new(part.Name, locals.Named(
            name, new MathCall(function, $"{ClassOf(method.ContainingType)}.{function}", TypeMapping.Scalar(part.Type)!, [kept]), at));
        IReadOnlyList<Values.StructLayout.Part> parts = Values.StructLayout.Of(method.ReturnType)!;
        return new Aggregate(Values.StructLayout.TypeOf(method.ReturnType), [Of(parts[0], "Sin", "sine"), Of(parts[1], "Cos", "cosine")]);
    }

    /// <summary>Quotient and remainder of integers: those of the operators. Null for types that are computed with as others.</summary>
    private static Aggregate? DivRem(IMethodSymbol method, Expr dividend, Expr divisor, SyntaxNode at, BodyContext body)
    {
        if (Values.StructLayout.Of(method.ReturnType) is not { Count: 2 } parts || dividend.Type != divisor.Type
            || dividend.Type is not ScalarType { Kind: ScalarKind.Int32 or ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64 })
            return null;
        var locals = new Values.ValueLocals(body);
        (Expr left, Expr right) = (Once("dividend", dividend), Once("divisor", divisor));
        return new Aggregate(Values.StructLayout.TypeOf(method.ReturnType),
        [
            new AggregatePart(parts[0].Name, locals.Named("quotient", new Binary(BinaryOperator.Divide, left, right), at)),
            new AggregatePart(parts[1].Name, locals.Named("remainder", new Binary(BinaryOperator.Remainder, left, right), at)),
        ]);

        Expr Once(string name, Expr value) => value is Read or Constant ? value : locals.Named(name, value, at);
    }

    /// <summary>A call of a function over lowered operands, in the order of its parameters.</summary>
    public static Expr? Call(IOperation operation, IMethodSymbol method, List<Expr> operands, BodyContext body)
    {
        string spelling = ClassOf(method.ContainingType) + "." + method.Name;
        string function = Synonyms.TryGetValue(method.Name, out string synonym) ? synonym : method.Name;
        return IsFunction(method, function)
            ? new MathCall(function, spelling, TypeMapping.Scalar(method.ReturnType)!, operands)
            : TypeMapping.Scalar(method.ReturnType) is { IsNarrow: true, Name: var name }
                ? body.Refuse(Descriptors.NotDifferentiable, operation, spelling, $"constrain '{name}' to IFloatingPointIeee754<{name}>")
                : body.Refuse(Descriptors.NoRule, operation, spelling);
    }

    /// <summary>Whether the method is a function of numbers, with a rule where its result may carry a derivative.</summary>
    private static bool IsFunction(IMethodSymbol method, string function) =>
        !method.IsGenericMethod && TypeMapping.Scalar(method.ReturnType) is { IsNarrow: false } type && method.Parameters.All(IsNumber)
        && (!type.IsFloating || MathFunctions.Contains(function, method.Parameters.Length));

    private static Expr? LowerArgument(IArgumentOperation argument, ExpressionLowering expressions) =>
        argument.Value is { Type: { } type, ConstantValue: { HasValue: true, Value: { } value } } && IsRounding(type)
            ? new Constant(ScalarType.Int32, System.Convert.ToDouble(value), RoundingName((INamedTypeSymbol)type, value))
            : expressions.Lower(argument.Value);

    private static bool IsNumber(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None && (TypeMapping.Scalar(parameter.Type) is not null || IsRounding(parameter.Type));

    private static bool IsRounding(ITypeSymbol type) => type.Name == "MidpointRounding" && TypeMapping.IsInSystem(type);

    private static string RoundingName(INamedTypeSymbol type, object value)
    {
        string? name = type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value))?.Name;
        return name is null ? $"(global::System.MidpointRounding){value}" : "global::System.MidpointRounding." + name;
    }
}
