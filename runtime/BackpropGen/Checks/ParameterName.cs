namespace BackpropGen;

/// <summary>From an argument's expression to the parameter it stands for: <c>dThis.Weights</c> is the caller's <c>dThis</c>.</summary>
internal static class ParameterName
{
    internal static string Of(string expression)
    {
        // An array of several dimensions is compared as one span.
        const string Flat = "Shape.Flat(";
        int flat = expression.IndexOf(Flat, StringComparison.Ordinal);
        if (flat >= 0)
            expression = expression[(flat + Flat.Length)..].TrimEnd(')');
        // A member of a derived class: ((Dense)dThis.First).W.
        bool isCast = expression.StartsWith("((", StringComparison.Ordinal);
        while (expression.StartsWith("((", StringComparison.Ordinal))
            expression = expression[(expression.IndexOf(')') + 1)..];
        int end = expression.AsSpan().IndexOfAny(isCast ? ".[)" : ".[");
        return end < 0 ? expression : expression[..end];
    }
}
