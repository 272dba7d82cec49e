using System.Globalization;
using System.Text;

namespace BackpropGen.Testing;

/// <summary>A number that is not finite, and the statement that computed it.</summary>
/// <param name="Name">The place that it stands in, as generated code calls it: <c>dX[i]</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Location">The user's statement that it comes from, as <c>Model.cs(12)</c>.</param>
/// <param name="Statement">That statement.</param>
/// <param name="Code">What was computed for it: a statement of the backward pass, or of the forward pass.</param>
/// <param name="Operands">What the number was computed from: factors, variables and elements, with their values.</param>
public sealed record NonFiniteNumber(
    string Name, double Value, string Location, string Statement, string Code, IReadOnlyList<(string Name, object? Value)> Operands)
{
    /// <summary>A few lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Name} = {Value}"));
        if (Location.Length > 0)
            text.Append(" at ").Append(Location);
        if (Statement.Length > 0)
            text.Append(": ").Append(Statement);
        text.Append("\n    ").Append(Code);
        if (Operands.Count > 0)
            text.Append("\n    where ").AppendJoin(", ", Operands.Select(operand => string.Create(CultureInfo.InvariantCulture, $"{operand.Name} = {operand.Value}")));
        return text.ToString();
    }
}
