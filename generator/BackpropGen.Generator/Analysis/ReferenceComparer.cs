using System.Runtime.CompilerServices;

namespace BackpropGen.Generator.Analysis;

/// <summary>Statements that look alike are not the same statement: positions are kept by identity.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Ir.Statement>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Ir.Statement x, Ir.Statement y) => ReferenceEquals(x, y);

    public int GetHashCode(Ir.Statement statement) => RuntimeHelpers.GetHashCode(statement);

}
