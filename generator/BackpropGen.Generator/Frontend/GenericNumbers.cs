using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>Type parameters that stand for numbers, and what generic math offers for them.</summary>
internal static class GenericNumbers
{
    private const string Space = "System.Numerics";

    /// <summary>The static properties of number types, with values for those that simplification knows.</summary>
    private static readonly IReadOnlyDictionary<string, double> Properties = new Dictionary<string, double>
    {
        ["Zero"] = 0,
        ["One"] = 1,
        ["NegativeOne"] = -1,
        ["NegativeZero"] = -0.0,
        ["AdditiveIdentity"] = 0,
        ["MultiplicativeIdentity"] = 1,
        ["Pi"] = Math.PI,
        ["E"] = Math.E,
        ["Tau"] = 2 * Math.PI,
        ["Epsilon"] = double.Epsilon,
        ["NaN"] = double.NaN,
        ["PositiveInfinity"] = double.PositiveInfinity,
        ["NegativeInfinity"] = double.NegativeInfinity,
    };

    private static readonly string[] Conversions = ["CreateChecked", "CreateSaturating", "CreateTruncating"];

    /// <summary>The number that a type parameter stands for; null where its constraints do not make it one.</summary>
    public static ScalarType? Of(ITypeParameterSymbol parameter) =>
        Implements(parameter, "IFloatingPointIeee754") ? new ScalarType(ScalarKind.Parameter) { Name = Identifiers.Escape(parameter.Name) }
        : Implements(parameter, "INumberBase") ? new ScalarType(ScalarKind.Parameter) { Name = Identifiers.Escape(parameter.Name), IsNarrow = true }
        : null;

    private static bool Implements(ITypeParameterSymbol parameter, string @interface) => parameter.ConstraintTypes.OfType<INamedTypeSymbol>()
        .SelectMany(constraint => constraint.AllInterfaces.Add(constraint))
        .Any(type => type.Name == @interface && IsOurs(type) && SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], parameter));

    private static bool IsOurs(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Interface, IsGenericType: true } && type.ContainingNamespace.ToDisplayString() == Space;

    /// <summary>The type parameter whose static members an interface of generic math declares; null for other types.</summary>
    public static ITypeParameterSymbol? SelfOf(INamedTypeSymbol? type) =>
        type is not null && IsOurs(type) && type.TypeArguments[0] is ITypeParameterSymbol self && Of(self) is not null ? self : null;

    /// <summary>Whether an operator is a user's method, and not one of numbers.</summary>
    public static bool IsOfUser([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] IMethodSymbol? method) =>
        method is not null && TypeMapping.Scalar(method.ContainingType) is null && SelfOf(method.ContainingType) is null;

    /// <summary>
    /// Generic numbers are combined with their like only, and those that need not be floating-point numbers have no remainder. Members of an
    /// enum are compared, and are sets of bits.
    /// </summary>
    public static bool Accepts(ScalarType left, IrType right, BinaryOperator @operator) =>
        left.IsEnum || right is ScalarType { IsEnum: true }
            ? right == left && @operator is >= BinaryOperator.BitwiseAnd and <= BinaryOperator.GreaterOrEqual
        : !left.IsParameter || (right == left && !(left.IsNarrow && @operator == BinaryOperator.Remainder));

    /// <summary><c>T.Pi</c>, and the like; null for other properties.</summary>
    public static Constant? Property(IPropertyReferenceOperation operation) =>
        operation.Property.IsStatic && SelfOf(operation.Property.ContainingType) is { } self && Of(self) is { } type
        && Properties.TryGetValue(operation.Property.Name, out double value)
            ? new Constant(type, value, operation.Property.Name is "Zero" or "One" ? "" : $"{type.Name}.{operation.Property.Name}") : null;

    /// <summary>Whether a call converts a number: <c>T.CreateChecked(x)</c>, <c>double.CreateChecked(x)</c>.</summary>
    public static bool IsConversion(IInvocationOperation operation) =>
        operation.TargetMethod is { IsStatic: true, IsGenericMethod: true, Parameters.Length: 1 } method && Conversions.Contains(method.Name)
        && TypeMapping.Scalar(operation.Type) is { IsFloating: true } && TypeMapping.Scalar(operation.Arguments[0].Value.Type) is { Kind: not ScalarKind.Bool };

    public static Expr? Convert(IInvocationOperation operation, ExpressionLowering expressions)
    {
        ScalarType to = TypeMapping.Scalar(operation.Type)!;
        if (expressions.Lower(operation.Arguments[0].Value) is not { } value)
            return null;
        if (value.Type == to)
            return value;
        return value is Constant constant && to.IsParameter ? new Constant(to, constant.Value, "") : new Ir.Convert(to, value, IsImplicit: false);
    }
}
