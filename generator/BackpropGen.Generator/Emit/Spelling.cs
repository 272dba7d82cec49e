using System.Globalization;
using System.Text.RegularExpressions;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Emit;

/// <summary>How names, types and constants are written where a method stands.</summary>
internal sealed class Spelling(Method method)
{
    private static readonly HashSet<string> OfRuntime = ["Gradient", "Tape", "TapeFrame", "TapeStack", "ScratchScope", "Shape", "RowOrder", "Overlap", "Extent", "Trips", "Vjp"];

    /// <summary>A name that begins with a type, with <c>global::</c> if the type's short name means something else here.</summary>
    public string Name(string name)
    {
        int end = name.IndexOfAny(['.', '<', '(', ' ']);
        string head = end < 0 ? name : name.Substring(0, end);
        if (head is "tape" or "frame")
            return (head == "tape" ? method.TapeName : method.FrameName) + name.Substring(head.Length);
        if (head == "System" || !method.QualifiedNames.Contains(head))
            return head == "System" ? "global::" + name : name;
        return (OfRuntime.Contains(head) ? "global::BackpropGen." : "global::System.") + name;
    }

    /// <summary>Code that names types, with the short names of those that have one. It has no text of the user's in it.</summary>
    public string Short(string code) => method.ShortNames.Count == 0 || !code.Contains("::") ? code
        : method.ShortNames.Aggregate(code, (text, name) => Regex.Replace(text, Regex.Escape(name.Full) + @"\b", name.Short));

    /// <summary>The type of a local or a gradient parameter; an array with storage on the tape is a span.</summary>
    public string Type(IrType type) => type switch
    {
        ScalarType scalar => Short(scalar.Keyword),
        BufferType { Kind: BufferKind.ReadOnlySpan } buffer => $"{Name("ReadOnlySpan")}<{Short(buffer.Element.Keyword)}>",
        BufferType buffer => $"{Name("Span")}<{Short(buffer.Element.Keyword)}>",
        StackType stack => $"{Name("TapeStack")}<{Short(stack.Element.Keyword)}>",
        StructType structure => structure.Name,
        _ => throw new InvalidOperationException($"{type} has no name."),
    };

    /// <param name="isBare">The context gives the type, so that a whole number needs no decimal point.</param>
    public static string Constant(Constant constant, bool isBare)
    {
        if (constant.Literal.Length > 0)
            return constant.Literal;
        double value = constant.Value;
        ScalarType type = constant.OfType;
        if (type.IsParameter)
            return Generic(type, value);
        if (type.Kind == ScalarKind.Bool)
            return value != 0 ? "true" : "false";
        if (type.IsEnum)
            return string.Format(CultureInfo.InvariantCulture, value < 0 ? "({0})({1:0})" : "({0}){1:0}", type.Keyword, value);
        if (type.IsInteger)
            return Integer(type, value, isBare);
        if (double.IsNaN(value))
            return type.Keyword + ".NaN";
        if (double.IsInfinity(value))
            return type.Keyword + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        bool isNegativeZero = value == 0 && double.IsNegativeInfinity(1 / value);
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e6 && !isNegativeZero)
        {
            string whole = value.ToString("0", CultureInfo.InvariantCulture);
            return isBare ? whole : type.Kind == ScalarKind.Single ? whole + "f" : whole + ".0";
        }
        if (type.Kind == ScalarKind.Single)
            return isNegativeZero ? "-0f" : Digits(((float)value).ToString("G9", CultureInfo.InvariantCulture), ((float)value).ToString("R", CultureInfo.InvariantCulture), s => float.Parse(s, CultureInfo.InvariantCulture) == (float)value) + "f";
        return isNegativeZero ? "-0.0" : Digits(value.ToString("G17", CultureInfo.InvariantCulture), value.ToString("R", CultureInfo.InvariantCulture), s => double.Parse(s, CultureInfo.InvariantCulture) == value);
    }

    /// <summary>A number of a type that is not known yet.</summary>
    private static string Generic(ScalarType type, double value) => value switch
    {
        0 when !double.IsNegativeInfinity(1 / value) => type.Name + ".Zero",
        1 => type.Name + ".One",
        _ when double.IsNaN(value) => type.Name + ".NaN",
        _ when double.IsInfinity(value) => type.Name + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity"),
        _ => $"{type.Name}.CreateChecked({Constant(new Constant(value == Math.Truncate(value) && Math.Abs(value) < 1e6 && value != 0 ? ScalarType.Int32 : ScalarType.Double, value, ""), isBare: false)})",
    };

    private static string Integer(ScalarType type, double value, bool isBare) => value.ToString("0", CultureInfo.InvariantCulture) + type.Kind switch
    {
        _ when isBare && value <= int.MaxValue => "",
        ScalarKind.Int64 => "L",
        ScalarKind.UInt32 => "U",
        ScalarKind.UInt64 => "UL",
        _ => "",
    };

    private static string Digits(string exact, string shortest, Func<string, bool> isSame) => isSame(shortest) ? shortest : exact;
}
