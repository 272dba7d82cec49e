using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Calls.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitInvocation(IInvocationOperation operation, object? argument)
    {
        IMethodSymbol method = operation.TargetMethod;
        if (GeneratedMembers.Contain(method))
            return body.RefuseGenerated(operation.Syntax, method.Name);
        if (RemovedCalls.Has(operation))
            return Nothing;
        if (RemovedCalls.IsImplementedByGenerator(operation))
        {
            body.Refusals.AddSeenLater(
                Descriptors.NotDifferentiable, operation.Syntax, method.Name, "another generator implements it, whose code is not seen here: write the implementing part in this project");
            return null;
        }
        if (body.Session.Custom.Of(method) is not null)
            return new CalleeLowering(body, this).LowerValue(operation);
        if (BufferCopy.Of(operation) is not null)
            return LowerNew(operation);
        if (GenericNumbers.IsConversion(operation))
            return GenericNumbers.Convert(operation, this);
        if (MathLowering.ClassOf(method.ContainingType) is not null && method.IsStatic)
            return MathLowering.Lower(operation, this, body);
        if (body.Session.Vectors.Of(method) is not null)
            return InlineCall(operation);
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return InlineDelegate(operation);
        if (method is { Name: "GetLength" or "GetUpperBound", ContainingType.SpecialType: SpecialType.System_Array } && TypeMapping.Buffer(operation.Instance?.Type) is not null)
            return LowerGetLength(operation);
        if (IsStop(method))
            return Lower(operation.Arguments[0].Value) is { Type: ScalarType } value ? new Detached(value) : body.Silently();
        if (body.Session.IsRecursive(method) && body.Session.Integers.Contains(method) && body.Reaches(method))
            return CallOfIntegers(operation);
        switch (TreatmentOf(operation))
        {
            case CallTreatment.Members:
                return new CalleeLowering(body, this).LowerValue(operation);
            case CallTreatment.Body:
                return InlineCall(operation);
        }
        if (Values.StructArrays.Of(operation.Type) is not null && method is { Name: "Slice" or "AsSpan", ContainingType.ContainingNamespace.Name: "System" })
        {
            IOperation[] positions = [.. operation.Arguments.OrderBy(OrdinalOf).Select(value => value.Value)];
            if (operation.Instance is null)
                return LowerPartOfStructs(operation, positions[0], positions.ElementAtOrDefault(1), positions.ElementAtOrDefault(2), isEnd: false);
            return LowerPartOfStructs(operation, operation.Instance, positions[0], positions.ElementAtOrDefault(1), isEnd: false);
        }
        if (BulkOperations.FindView(method, BufferOperands(operation).Length) is { } view)
            return LowerBufferOperands(operation) is { } operands ? view(operands) : null;
        return RefuseCall(operation);
    }

    /// <summary>A method that carries no derivative, as it is.</summary>
    private MathCall? CallOfIntegers(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        OperandList operands = LowerInOrder(operation.Arguments.Select(argument => (IOperation?)argument.Value).ToArray());
        if (operands.All is not { } values)
            return null;
        string name = body.Names.Prefix(method.ContainingType) + Identifiers.Escape(method.Name);
        List<Expr> arguments = operation.Arguments.Select((argument, i) => (Ordinal: OrdinalOf(argument), Value: values[i])).OrderBy(pair => pair.Ordinal).Select(pair => pair.Value).ToList();
        return new MathCall("Of" + method.Name, name, TypeMapping.Scalar(method.ReturnType)!, arguments) { IsOfUser = true };
    }

    /// <summary>Whether a call is one of generated members.</summary>
    public bool HasMembers(IInvocationOperation call) =>
        TreatmentOf(call) == CallTreatment.Members;

    /// <summary>A call as a statement of its own.</summary>
    public void LowerCall(IInvocationOperation operation)
    {
        if (IsGuard(operation.TargetMethod))
            LowerGuard(operation);
        else if (EffectCalls.IsEffect(operation))
            new EffectCalls(body, this).Lower(operation);
        else if (RemovedCalls.IsImplementedByGenerator(operation))
            Lower(operation);
        else if (TreatmentOf(operation) == CallTreatment.Body)
            Lower(operation);
        else if (HasMembers(operation))
            new CalleeLowering(body, this).LowerStatement(operation);
        else if (BulkOperations.FindWrite(operation.TargetMethod, BufferOperands(operation).Length) is { } write)
            LowerWrite(operation, write);
        else
            Lower(operation);
    }

    private void LowerWrite(IInvocationOperation operation, Func<EquatableArray<Expr>, Statement> write)
    {
        if (LowerBufferOperands(operation) is not { } operands)
            return;
        bool areTypesRight = operands[0].Type is BufferType first
            && write(operands) switch
            {
                Copy copy => copy.Destination.Type is BufferType second && first.Element == second.Element,
                Fill { Value: { } value } => value.Type == first.Element,
                _ => true,
            }
            && !((BufferType)operands[0].Type).Element.IsNarrow;
        if (areTypesRight)
            body.EmitMain(write(operands), operation.Syntax);
        else
            body.Refuse(
                Descriptors.NotDifferentiable, operation, operation.TargetMethod.Name,
                "copy or fill spans and arrays of one element type, in a loop where the types differ");
    }

    private static IOperation[] BufferOperands(IInvocationOperation operation)
    {
        IEnumerable<IOperation> arguments = operation.Arguments.OrderBy(OrdinalOf).Select(argument => WithoutArrayClass(argument.Value));
        return operation.Instance is { } instance ? [WithoutArrayClass(instance), .. arguments] : [.. arguments];
    }

    /// <summary>The lowered span and numbers; null where they are not what the language knows.</summary>
    private EquatableArray<Expr>? LowerBufferOperands(IInvocationOperation operation)
    {
        bool isSpanOf = operation.TargetMethod is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" };
        var operands = new OperandList(body);
        foreach (IOperation operand in BufferOperands(operation))
            operands.Add(operand.Syntax, () => isSpanOf ? LowerElementsOf(operand) : Lower(operand));
        if (operands.All is not { } values)
            return null;
        bool isBuffer = values[0].Type is BufferType { IsJagged: false } && ((values.Count == 1 && operation.TargetMethod.Name == "Clear") || values.All(value => value.Type is not BufferType { IsWhole: true }));
        bool isInOrder = operation.Arguments.Select(OrdinalOf).SequenceEqual(Enumerable.Range(0, operation.Arguments.Length));
        // Positions are ints; what fills a buffer has the type of its elements.
        bool isIndexed = values.Skip(1).All(value =>
            value.Type is not ScalarType { IsInteger: true } || value.Type == ScalarType.Int32 || value.Type == ((BufferType)values[0].Type).Element);
        if (isBuffer && isInOrder && isIndexed)
            return values;
        body.Refuse(
            Descriptors.NotDifferentiable, operation, operation.TargetMethod.Name,
            "use it on one-dimensional spans and arrays of numbers, with int positions in the order of its parameters");
        return null;
    }

    private static int OrdinalOf(IArgumentOperation argument) => argument.Parameter?.Ordinal ?? 0;

    /// <summary>The methods of the class Array take the array as that class.</summary>
    private static IOperation WithoutArrayClass(IOperation operation) =>
        operation is IConversionOperation { Type.SpecialType: SpecialType.System_Array } conversion ? conversion.Operand : operation;

    private Expr? RefuseCall(IInvocationOperation operation)
    {
        IMethodSymbol method = operation.TargetMethod;
        return body.Refuse(
            Descriptors.NotDifferentiable, operation, method.ContainingType.Name + "." + method.Name,
            "write what it computes in a method of your own");
    }

    private static bool IsStop(IMethodSymbol method) =>
        method is { Name: "Stop", ContainingType: { Name: "Gradient" } type, Parameters.Length: 1 } && TypeMapping.IsIn(type, "BackpropGen");
}
