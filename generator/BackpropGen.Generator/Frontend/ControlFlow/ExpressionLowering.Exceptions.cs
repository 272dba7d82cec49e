using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Checks of arguments: exceptions, and the methods that throw them.
internal sealed partial class ExpressionLowering
{
    private const string ThrowIf = "ThrowIf";

    /// <summary>Lowers a throw of a new exception; false where it is refused.</summary>
    public bool LowerThrow(IThrowOperation operation)
    {
        IOperation? exception = operation.Exception;
        while (exception is IConversionOperation conversion)
            exception = conversion.Operand;
        if (exception is not IObjectCreationOperation { Initializer: null, Type: INamedTypeSymbol type } creation)
        {
            body.Refusals.Add(Descriptors.Statement, operation.Syntax, "This throw", "throw a new exception");
            return false;
        }
        if (Texts(creation.Arguments) is not { } arguments)
            return false;
        body.EmitMain(new Throw(new RuntimeCall("new " + body.Names.Write(type), ScalarType.Bool, arguments)), operation.Syntax);
        return true;
    }

    /// <summary>A method that throws where an argument is not as it should be, and does nothing else.</summary>
    private static bool IsGuard(IMethodSymbol method) => method is { IsStatic: true, ReturnsVoid: true, ContainingType: { } type }
        && ((method.Name.StartsWith(ThrowIf, StringComparison.Ordinal) && TypeMapping.IsInSystem(type) && type.Name.EndsWith("Exception", StringComparison.Ordinal))
            || (method.Name == "Assert" && type.Name == "Debug" && type.ContainingNamespace.ToDisplayString() == "System.Diagnostics"));

    private void LowerGuard(IInvocationOperation operation)
    {
        // Generated code has asked for its objects before, and a local array is there.
        if (operation.TargetMethod is { Name: "ThrowIfNull", ContainingType.Name: nameof(ArgumentNullException) } && operation.Arguments.Any(argument => OrdinalOf(argument) == 0 && IsNeverNull(Uncast(argument.Value))))
            return;
        if (Texts(operation.Arguments) is { } arguments)
            body.EmitMain(new Guard(new RuntimeCall($"{body.Names.Write(operation.TargetMethod.ContainingType)}.{operation.TargetMethod.Name}", ScalarType.Bool, arguments)), operation.Syntax);
    }

    private bool IsNeverNull(IOperation value) => MemberLeaves.IsObject(value.Type!) ? value is IInstanceReferenceOperation || ObjectOf(value) is not null
        : value is ILocalReferenceOperation { Type: IArrayTypeSymbol } && body.Moving.Find(value) is not { MayBeNull: true };

    /// <summary>Arguments in the order of their parameters: numbers, texts, spans and arrays.</summary>
    private EquatableArray<Expr>? Texts(IEnumerable<IArgumentOperation> arguments)
    {
        List<Expr> values = [];
        foreach (IArgumentOperation argument in arguments.OrderBy(OrdinalOf))
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                continue;
            IOperation value = argument.Value;
            while (value is IConversionOperation { IsImplicit: true, ConstantValue.HasValue: false, OperatorMethod: null } conversion)
                value = conversion.Operand;
            if (OrdinalOf(argument) != values.Count || argument.ArgumentKind != ArgumentKind.Explicit)
                return Refused(argument);
            if (TextOf(value) is not { } text)
                return null;
            values.Add(text);
        }
        return values;

        EquatableArray<Expr>? Refused(IOperation at)
        {
            body.Refuse(Descriptors.Expression, at, "This argument", "pass the arguments in their order");
            return null;
        }
    }

    private Expr? TextOf(IOperation value) => value switch
    {
        _ when OpaqueOf(value) is { } opaque => opaque,
        { ConstantValue: { HasValue: true, Value: null } } => new Verbatim("null"),
        IInterpolatedStringOperation interpolated => Interpolated(interpolated),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => Concatenated(sum),
        { Type: { } type } when (MemberLeaves.IsObject(type) && ObjectOf(value) is not null) || (value is ILocalReferenceOperation && type is IArrayTypeSymbol) =>
            body.Refuse(Descriptors.Expression, value, "This object as an argument of a check", "check its members, or leave the check out: parameters are checked for null"),
        _ => Lower(value),
    };

    /// <summary>Texts and numbers in a row.</summary>
    private Expr? Concatenated(IBinaryOperation sum)
    {
        List<Expr> parts = [];
        foreach (IOperation operand in new[] { sum.LeftOperand, sum.RightOperand })
        {
            IOperation part = operand is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Object } boxed ? boxed.Operand : operand;
            if (TextOf(part) is not { } text)
                return null;
            if (text is RuntimeCall { Spelling: Concat } before)
                parts.AddRange(before.Arguments.Items);
            else
                parts.Add(text);
        }
        return new RuntimeCall(Concat, ScalarType.Bool, [.. parts]);
    }

    private const string Concat = "string.Concat";

    /// <summary>How wide a number is written, and in which form: <c>,5:F2</c>; null where that cannot be said in a composite format.</summary>
    private static string? FormatOf(IInterpolationOperation hole)
    {
        string form = hole.FormatString is ILiteralOperation { ConstantValue: { HasValue: true, Value: string given } } ? ":" + given : "";
        string width = hole.Alignment?.ConstantValue is { HasValue: true, Value: int wide } ? "," + wide.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        return form.IndexOfAny(['{', '}']) < 0 && (hole.FormatString is null || form.Length > 1) && (hole.Alignment is null || width.Length > 0) ? width + form : null;
    }

    /// <summary>An interpolated text, for the same culture.</summary>
    private Expr? Interpolated(IInterpolatedStringOperation operation)
    {
        var format = new System.Text.StringBuilder();
        List<Expr> values = [];
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } }:
                    format.Append(text.Replace("{", "{{").Replace("}", "}}"));
                    break;
                case IInterpolationOperation hole when FormatOf(hole) is { } shape:
                    if (TextOf(hole.Expression) is not { } value)
                        return null;
                    format.Append('{').Append(values.Count).Append(shape).Append('}');
                    values.Add(value);
                    break;
                default:
                    return body.Refuse(Descriptors.Expression, part, "This part of a text", "write it without a format that has braces");
            }
        }
        return new RuntimeCall("string.Format", ScalarType.Bool, [new Verbatim(SymbolDisplay.FormatLiteral(format.ToString(), quote: true)), .. values]);
    }
}
