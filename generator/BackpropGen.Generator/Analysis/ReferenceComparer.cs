using System.Runtime.CompilerServices;

namespace BackpropGen.Generator.Analysis;

/// <summary>Statements that look alike are not the same statement: positions are kept by identity, and so is what is known of expressions.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<object>
{
    public static readonly ReferenceComparer Instance = new();

    bool IEqualityComparer<object>.Equals(object x, object y) => ReferenceEquals(x, y);

    int IEqualityComparer<object>.GetHashCode(object item) => RuntimeHelpers.GetHashCode(item);
}
