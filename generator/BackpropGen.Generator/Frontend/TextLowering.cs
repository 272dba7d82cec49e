using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// Arguments of what is handed to the outside world: exceptions, checks, logs. Numbers and texts; texts are put together there as they are
/// here.
/// </summary>
internal sealed class TextLowering(BodyContext body, ExpressionLowering expressions)
{
    private const string Concat = "string.Concat";

    /// <summary>Values so far, in the order in which C# evaluates them: those inside of texts, too.</summary>
    private readonly OperandList operands = new(body);

    /// <summary>Whether spans, arrays and structs have a meaning for what is called.</summary>
    public bool TakesNumbersOnly { get; init; }

    /// <summary>The ordinal of the first argument.</summary>
    public int FirstParameter { get; init; }

    /// <summary>Arguments in the order of their parameters.</summary>
    public EquatableArray<Expr>? Arguments(IEnumerable<IArgumentOperation> arguments)
    {
        List<Func<Expr>> values = [];
        int position = FirstParameter;
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue && !IsOfCaller(argument.Parameter!))
                continue;
            if (argument.Parameter!.Ordinal != position++)
            {
                body.Refuse(Descriptors.Expression, argument, "This argument", "pass the arguments in their order");
                return null;
            }
            foreach (IOperation value in ValuesOf(argument))
            {
                if (TextOf(value) is not { } text)
                    return null;
                values.Add(text);
            }
        }
        return operands.All is null ? (EquatableArray<Expr>?)null : values.ConvertAll(value => value());
    }

    /// <summary>How the user's arguments are spelled: in generated code the spelling may be another one.</summary>
    private static bool IsOfCaller(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CallerArgumentExpressionAttribute");

    /// <summary>An argument, or each of those that the compiler puts into one.</summary>
    private static IEnumerable<IOperation> ValuesOf(IArgumentOperation argument)
    {
        IOperation value = Unconverted(argument.Value);
        if (argument.ArgumentKind is ArgumentKind.Explicit or ArgumentKind.DefaultValue)
            return [value];
        return value is IArrayCreationOperation { Initializer: { } listed }
            ? listed.ElementValues.Select(Unconverted) : value.ChildOperations.Select(Unconverted);
    }

    /// <summary>Without the conversions that generated code gets by itself.</summary>
    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true, ConstantValue.HasValue: false, OperatorMethod: null } conversion)
            value = conversion.Operand;
        return value;
    }

    private Func<Expr>? TextOf(IOperation value)
    {
        switch (value)
        {
            case var _ when expressions.OpaqueOf(value) is { } opaque:
                return () => opaque;
            case { ConstantValue: { HasValue: true, Value: null } }:
                return () => new Verbatim("null");
            case { ConstantValue: { HasValue: true, Value: char sign } }:
                return () => new Verbatim(SymbolDisplay.FormatLiteral(sign, quote: true));
            case IInterpolatedStringOperation interpolated:
                return Interpolated(interpolated);
            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content }:
                return Lazily(content);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return Concatenated(sum);
            case { Type: { } type } when MemberLeaves.IsObject(type) && expressions.ObjectOf(value) is not null:
            case ILocalReferenceOperation { Type: IArrayTypeSymbol }:
                return Refused(
                    value, "This object as an argument of a check",
                    "check its members, or leave the check out: parameters are checked for null");
        }
        int position = operands.Add(value.Syntax, () => expressions.Lower(value));
        if (operands[position] is not { } lowered)
            return null;
        return TakesNumbersOnly && lowered is not { Type: ScalarType } or Aggregate
            ? Refused(value, "This argument", "pass its numbers one by one")
            : () => operands[position]!;
    }

    private Func<Expr>? Refused(IOperation at, string what, string wayOut)
    {
        body.Refuse(Descriptors.Expression, at, what, wayOut);
        return null;
    }

    /// <summary>A text that is made only where it is wanted: nothing of it may happen before.</summary>
    private Func<Expr>? Lazily(IInterpolatedStringOperation content)
    {
        int before = body.Output.Count;
        Func<Expr>? text = Interpolated(content);
        return text is not null && body.Output.Count > before
            ? Refused(content, "This text, which is not made in every case,", "compute its values in statements before")
            : text;
    }

    /// <summary>Texts and numbers in a row.</summary>
    private Func<Expr>? Concatenated(IBinaryOperation sum)
    {
        if (TextOf(Unboxed(sum.LeftOperand)) is not { } left || TextOf(Unboxed(sum.RightOperand)) is not { } right)
            return null;
        return () => new RuntimeCall(Concat, ScalarType.Bool, [.. Parts(left()), .. Parts(right())]);

        static IOperation Unboxed(IOperation operand) =>
            operand is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Object } boxed
                ? boxed.Operand : operand;

        static IEnumerable<Expr> Parts(Expr text) => text is RuntimeCall { Spelling: Concat } before ? before.Arguments : [text];
    }

    private Func<Expr>? Interpolated(IInterpolatedStringOperation operation)
    {
        List<string> parts = [""];
        List<Func<Expr>> holes = [];
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            if (TextIn(part) is { } text)
                parts[parts.Count - 1] += Escaped(text.Replace("{", "{{").Replace("}", "}}"));
            else if (HoleIn(part) is not { Shape: { } shape } hole)
                return Refused(part, "This part of a text", "write it without a format that has braces");
            else if (TextOf(Unconverted(hole.Value)) is not { } value)
                return null;
            else
            {
                holes.Add(value);
                parts.Add(shape + "}");
            }
        }
        return () => new Text([.. parts], holes.ConvertAll(hole => hole()));
    }

    private static string? TextIn(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } } => text,
        IInterpolatedStringAppendOperation { Kind: OperationKind.InterpolatedStringAppendLiteral, AppendCall: IInvocationOperation call }
            when call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string text } }] => text,
        _ => null,
    };

    private static (IOperation Value, string? Shape)? HoleIn(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolationOperation hole => (hole.Expression, ShapeOf(hole.Alignment, hole.FormatString)),
        IInterpolatedStringAppendOperation { Kind: OperationKind.InterpolatedStringAppendFormatted, AppendCall: IInvocationOperation call }
            when Named(call.Arguments, "value") is { } value =>
                (value, ShapeOf(Named(call.Arguments, "alignment"), Named(call.Arguments, "format"))),
        _ => null,
    };

    private static IOperation? Named(IEnumerable<IArgumentOperation> arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && argument.ArgumentKind == ArgumentKind.Explicit)?.Value;

    /// <summary>How wide a number is written, and in which form: <c>,5:F2</c>; null where that cannot be said.</summary>
    private static string? ShapeOf(IOperation? alignment, IOperation? format)
    {
        string form = format?.ConstantValue is { HasValue: true, Value: string given } ? ":" + given : "";
        string width = alignment?.ConstantValue is { HasValue: true, Value: int wide } ? $",{wide}" : "";
        bool isKnown = (format is null || form.Length > 1) && (alignment is null || width.Length > 0);
        return isKnown && form.IndexOfAny(['{', '}']) < 0 ? width + Escaped(form) : null;
    }

    /// <summary>As it is spelled between quotation marks.</summary>
    private static string Escaped(string text)
    {
        string quoted = SymbolDisplay.FormatLiteral(text, quote: true);
        return quoted.Substring(1, quoted.Length - 2);
    }
}
