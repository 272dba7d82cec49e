namespace SineLstm;

/// <summary>A scalar function of named arrays, with the gradient that is claimed for it; see <see cref="GradientCheck"/>.</summary>
/// <param name="Arrays">The arguments. The check moves their entries, and puts them back.</param>
/// <param name="Value">The value at the arguments as they now are.</param>
/// <param name="Gradient">The same value; overwrites the gradients of all arrays.</param>
public sealed record CheckedFunction(IReadOnlyList<CheckedArray> Arrays, Func<double> Value, Func<double> Gradient);

/// <summary>One argument of a <see cref="CheckedFunction"/>: its values, and where its gradient appears.</summary>
public sealed record CheckedArray(string Name, Memory<double> Values, ReadOnlyMemory<double> Gradient);
