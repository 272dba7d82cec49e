namespace BackpropGen;

/// <summary>From an argument's expression to the parameter it stands for: <c>dThis.Weights</c> is the caller's <c>dThis</c>.</summary>
internal static class ParameterName
{
    internal static string Of(string expression)
    {
        int end = expression.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? expression : expression[..end];
    }
}
