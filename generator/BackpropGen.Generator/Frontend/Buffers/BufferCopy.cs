using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Buffers;

/// <summary>New elements that begin as those of another span or array: <c>x.ToArray()</c>, <c>(T[])x.Clone()</c>, a range of an array.</summary>
/// <param name="Source">What is copied.</param>
/// <param name="Range">The part of it; null for all of it.</param>
internal sealed record BufferCopy(IOperation Source, IOperation? Range)
{
    /// <summary>The copy that an operation makes; null where it makes none.</summary>
    public static BufferCopy? Of(IOperation? operation)
    {
        BufferCopy? copy = operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } array } => new(array, null),
            IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType.Name: "Span" or "ReadOnlySpan" }, Instance: { } span } => new(span, null),
            IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType.Name: "Enumerable" }, Arguments: [{ Value: var list }] } =>
                new(list is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : list, null),
            IArrayElementReferenceOperation { ArrayReference: var whole, Indices: [var range] } when range is IRangeOperation or { Type.Name: "Range" } => new(whole, range),
            _ => null,
        };
        // Arrays of arrays would share their rows.
        return copy is not null && TypeMapping.Buffer(copy.Source.Type) is { IsJagged: false } ? copy : null;
    }
}
