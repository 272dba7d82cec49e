// Types that the compiler looks for by name, and that netstandard2.0 does not have. Written here: a generator would write them in another order in
// each build, and two builds would give two assemblies. They are embedded: assemblies that see the internal types of this one do not see them.

using Microsoft.CodeAnalysis;

namespace Microsoft.CodeAnalysis
{
    /// <summary>Hides a type from other assemblies.</summary>
    [Embedded]
    internal sealed class EmbeddedAttribute : System.Attribute;
}

namespace System
{
    /// <summary>A place that counts from the start, or from the end: <c>^1</c>.</summary>
    [Embedded]
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int Value { get; } = value;

        public bool IsFromEnd { get; } = fromEnd;

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => IsFromEnd ? length - Value : Value;
    }

    /// <summary>What lies between two places: <c>1..^1</c>.</summary>
    [Embedded]
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range All => new(0, new(0, fromEnd: true));

        public static Range StartAt(Index start) => new(start, new(0, fromEnd: true));

        public static Range EndAt(Index end) => new(0, end);
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Stands for <c>init</c>.</summary>
    [Embedded]
    internal static class IsExternalInit;

    /// <summary>Names the method that a collection expression calls.</summary>
    [Embedded]
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
    internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
    {
        public Type BuilderType { get; } = builderType;

        public string MethodName { get; } = methodName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>The parameter is not null where the method returns this.</summary>
    [Embedded]
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
    {
        public bool ReturnValue { get; } = returnValue;
    }
}
