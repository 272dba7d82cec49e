using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Spans and arrays: elements, lengths, slices.
internal sealed partial class ExpressionLowering
{
    public override Expr? VisitArrayElementReference(IArrayElementReferenceOperation operation, object? argument)
    {
        var operands = new OperandList(body);
        return LowerElement(operation, operands)?.Invoke();
    }

    public override Expr? VisitImplicitIndexerReference(IImplicitIndexerReferenceOperation operation, object? argument)
    {
        if (operation.Argument is ILocalReferenceOperation { Local: var local, Type.Name: "Range" } && body.Ranges.TryGetValue(local, out RangeValue known))
            return TypeMapping.Buffer(operation.Instance.Type) is { Kind: not BufferKind.Array } ? LowerRange(operation.Instance, known) : DefaultVisit(operation, argument);
        if (operation.Argument is not IRangeOperation range)
        {
            var operands = new OperandList(body);
            return LowerElement(operation, operands)?.Invoke();
        }
        if (Values.StructArrays.Of(operation.Instance.Type) is { Kind: var kind })
        {
            return kind == BufferKind.Array ? body.RefuseType(operation, operation.Type, CopiesStructs)
                : LowerPartOfStructs(operation, operation.Instance, range.LeftOperand, range.RightOperand, isEnd: true);
        }
        if (TypeMapping.Buffer(operation.Instance.Type) is null)
            return DefaultVisit(operation, argument);
        return LowerRange(operation.Instance, range);
    }

    public override Expr? VisitPropertyReference(IPropertyReferenceOperation operation, object? argument)
    {
        if (operation.Instance is { } structs && Values.StructArrays.Of(structs.Type) is not null)
            return LowerMemberOfStructs(operation, structs);
        if (operation.Instance is { } instance && TypeMapping.Buffer(instance.Type) is not null)
        {
            if (operation.Property.IsIndexer)
            {
                var operands = new OperandList(body);
                return LowerElement(operation, operands)?.Invoke();
            }
            if (operation.Property.Name is "Length" or "IsEmpty")
            {
                if (LengthOf(instance) is not { } length)
                    return null;
                return operation.Property.Name == "Length"
                    ? length : new Binary(BinaryOperator.Equal, length, Constant.Int(0));
            }
        }
        if (GenericNumbers.Property(operation) is { } constant)
            return constant;
        if (TypeMapping.Buffer(operation.Type) is { } data && body.Session.Tables.Contains(operation.Property) && body.Table(operation.Property, data) is { } table)
            return table;
        if (operation.Property.GetMethod is { } vectorMember && body.Session.Vectors.Of(vectorMember) is not null)
            return Inline(operation, vectorMember, operation.Instance, operation.Arguments.Select(a => (a.Value, a.Syntax)).ToList());
        if (IsAutomatic(operation) && !IsOverridden(operation))
            return PartOf(operation, operation.Instance, operation.Property.Name);
        IPropertySymbol property = operation.Property;
        if (property.IsStatic && TypeMapping.IsAutomatic(property))
            return RefuseState(operation, property);
        if (IsAutomatic(operation) && IsOfBase(operation))
            return RefuseOverridden(operation);
        if (property.GetMethod is { DeclaringSyntaxReferences.Length: > 0 } getter
            && SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, body.Source.Model.Compilation.Assembly))
            return Inline(operation, getter, operation.Instance, operation.Arguments.Select(a => (a.Value, a.Syntax)).ToList());
        if (property.IsStatic)
            return RefuseState(operation, property);
        return body.Refuse(
            Descriptors.Expression, operation, $"The property '{operation.Property.Name}'",
            property.Locations.Any(place => place.IsInSource) ? "declare it as a field, or pass its value as a parameter" : "pass its value as a parameter");
    }

    private Expr? LowerMemberOfStructs(IPropertyReferenceOperation operation, IOperation structs)
    {
        if (operation.Property.IsIndexer)
            return LowerElement(operation, new OperandList(body))?.Invoke();
        if (operation.Property.Name is not ("Length" or "IsEmpty"))
            return DefaultVisit(operation, null);
        if (Lower(structs) is not Aggregate { IsArray: true } array)
            return body.Silently();
        var length = new Length(Values.StructArrays.First(array));
        return operation.Property.Name == "Length" ? length : new Binary(BinaryOperator.Equal, length, Constant.Int(0));
    }

    private Expr? LengthOf(IOperation instance) =>
        body.Moving.Find(instance) is { MayBeNull: false, Length: { } length } ? new Read(length) : Lower(instance) is { } buffer ? body.Rows.LengthOf(buffer) : null;

    private static bool IsAutomatic(IPropertyReferenceOperation operation) =>
        operation.Property is { IsIndexer: false, IsStatic: false } property && TypeMapping.IsAutomatic(property);

    /// <summary>Lowers the buffer and the index of an element, as operands; what is returned makes the element of them.</summary>
    private Func<Expr?>? LowerElement(IOperation operation, OperandList operands)
    {
        (IOperation? instance, IOperation? index) = operation switch
        {
            IArrayElementReferenceOperation { Indices.Length: > 1 } grid => (grid.ArrayReference, grid),
            IArrayElementReferenceOperation array => (array.ArrayReference, array.Indices[0]),
            IImplicitIndexerReferenceOperation implicitly => (implicitly.Instance, implicitly.Argument),
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } span => (span.Instance, span.Arguments[0].Value),
            _ => default,
        };
        if (instance is not null && index is not null && Values.StructArrays.Of(instance.Type) is not null)
            return LowerStruct(instance, index, operands);
        if (instance is null || index is null || TypeMapping.Buffer(instance.Type) is null)
        {
            if (instance is null)
                DefaultVisit(operation, null);
            else if (Lower(instance) is not null)
                body.RefuseType(
                    instance, instance.Type, "use spans and arrays of numbers; of arrays of arrays make one array with several dimensions");
            return null;
        }
        if (operation is IArrayElementReferenceOperation { Indices.Length: > 1 } cell)
            return LowerCell(cell, operands);
        if (index is IRangeOperation or { Type.Name: "Range" })
        {
            Expr? copy = Buffers.BufferCopy.Of(operation) is not null ? LowerNew(operation) : body.Refuse(Descriptors.StoragePlace, operation);
            return copy is null ? null : () => copy;
        }
        int at = operands.Add(instance.Syntax, () => Lower(instance));
        int position = operands.Add(index.Syntax, () => LowerIndex(index, operands[at]));
        return () => operands[at] is { } buffer && operands[position] is { } value
            ? buffer.Type is BufferType { IsJagged: true } ? body.Rows.RowOf(buffer, value) : new Element(buffer, value) : null;
    }

    private const string CopiesStructs = "a range of an array is a copy: use AsSpan(), or copy the structs in a loop";

    /// <summary>A part of a span or an array of structs, which begins and ends where it does for good.</summary>
    /// <param name="isEnd">The second position is one, and not a number of elements.</param>
    private Expr? LowerPartOfStructs(IOperation operation, IOperation structs, IOperation? first, IOperation? second, bool isEnd)
    {
        var operands = new OperandList(body);
        int at = operands.Add(structs.Syntax, () => Lower(structs));
        int begin = operands.Add(operation.Syntax, () => first is null ? Constant.Int(0) : LowerIndex(first, Whole()));
        int end = second is null ? -1 : operands.Add(second.Syntax, () => LowerIndex(second, Whole()));
        if (operands.All is null || operands[at] is not Aggregate array)
            return null;
        Expr start = Kept(operands[begin]!);
        Expr? count = end < 0 ? null : Kept(isEnd ? Passes.Simplify.Of(operands[end]! - start) : operands[end]!);
        return count is null && start is Constant { Value: 0 } ? array : Aggregate.Map(array, leaf => new Slice(leaf, start, count));

        Expr? Whole() => operands[at] is Aggregate whole ? Values.StructArrays.First(whole) : null;

        Expr Kept(Expr position) => Tree.Reads(position).All(variable => variable.Kind == VariableKind.Counter) ? position
            : new Values.ValueLocals(body).Named("part", position, operation.Syntax);
    }

    /// <summary>A struct in a span or an array of structs.</summary>
    private Func<Expr?>? LowerStruct(IOperation instance, IOperation index, OperandList operands)
    {
        if (index is IRangeOperation or { Type.Name: "Range" })
        {
            body.RefuseType(index, index.Type, instance.Type is IArrayTypeSymbol ? CopiesStructs : "write the range where it is used");
            return null;
        }
        int at = operands.Add(instance.Syntax, () => Lower(instance));
        int position = operands.Add(index.Syntax, () => LowerIndex(index, operands[at] is Aggregate array ? Values.StructArrays.First(array) : null));
        return () => operands[at] is Aggregate { IsArray: true } array && operands[position] is { } value ? Values.StructArrays.ElementAt(array, value) : null;
    }

    /// <summary>An element of several dimensions.</summary>
    private Func<Expr?>? LowerCell(IArrayElementReferenceOperation operation, OperandList operands)
    {
        int at = operands.Add(operation.ArrayReference.Syntax, () => Lower(operation.ArrayReference));
        int[] positions = operation.Indices.Select(index => operands.Add(index.Syntax, () => LowerIndex(index, null))).ToArray();
        return () => operands[at] is { Type: BufferType { Rank: var rank } } grid && positions.All(position => operands[position] is not null)
            ? new Element(grid, new Subscript(positions.Select(position => operands[position]!).ToList(), Enumerable.Range(0, rank).Select(k => body.ExtentOf(grid, k)).ToList()))
            : null;
    }

    /// <summary>How many elements a dimension has.</summary>
    private Expr? LowerGetLength(IInvocationOperation operation)
    {
        if (Lower(operation.Instance) is not { Type: BufferType { Rank: var rank } } buffer)
            return body.Silently();
        if (operation.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: int dimension } || dimension < 0 || dimension >= rank)
            return body.Refuse(Descriptors.Expression, operation, "The length of a dimension that is not a constant", "write the number of the dimension");
        Expr extent = rank == 1 ? body.Rows.LengthOf(buffer) : body.ExtentOf(buffer, dimension);
        return operation.TargetMethod.Name == "GetUpperBound" ? extent - Constant.Int(1) : extent;
    }

    /// <summary>What a copy copies.</summary>
    public Expr? SourceOf(Buffers.BufferCopy copy) => copy.Range switch
    {
        null => Lower(copy.Source),
        IRangeOperation range => LowerRange(copy.Source, range),
        ILocalReferenceOperation { Local: var local } when body.Ranges.TryGetValue(local, out RangeValue known) => LowerRange(copy.Source, known),
        var range => body.RefuseType(range, range.Type, "write the range where it is used"),
    };

    private Expr? LowerRange(IOperation instance, IRangeOperation range)
    {
        var operands = new OperandList(body);
        operands.Add(instance.Syntax, () => Lower(instance));
        operands.Add(range.Syntax, () => range.LeftOperand is { } left ? LowerIndex(left, operands[0]) : Constant.Int(0));
        if (range.RightOperand is { } right)
            operands.Add(right.Syntax, () => LowerIndex(right, operands[0]));
        if (operands.All is not { } values)
            return null;
        bool isFromStart = values[1] is Constant { Value: 0 };
        if (values.Count == 2)
            return isFromStart ? values[0] : new Slice(values[0], values[1], null);
        return new Slice(values[0], values[1], isFromStart ? values[2] : values[2] - values[1]);
    }

    /// <summary>The part that a local of the type Range names.</summary>
    private Expr? LowerRange(IOperation instance, RangeValue range)
    {
        if (Lower(instance) is not { } buffer)
            return null;
        var length = new Length(buffer);
        Expr first = range.First.In(length);
        return new Slice(buffer, first, Passes.Simplify.Of(range.End.In(length) - first));
    }

    public bool IsIndexOrRange(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Index" or "Range" } named && TypeMapping.IsInSystem(named);

    /// <summary>A local of the type Index or Range: what it is made of is evaluated here.</summary>
    public void DeclareRange(ILocalSymbol local, IOperation value)
    {
        while (value is IConversionOperation { Type.Name: "Range" } conversion)
            value = conversion.Operand;
        if (value is IRangeOperation range)
        {
            if ((range.LeftOperand is { } left ? NamedIndex(left, local.Name + "Start") : IndexValue.Start) is { } first
                && (range.RightOperand is { } right ? NamedIndex(right, local.Name + "End") : IndexValue.End) is { } end)
                body.Ranges[local] = new RangeValue(first, end);
        }
        else if (local.Type.Name == "Index" && NamedIndex(value, local.Name) is { } index)
        {
            body.Ranges[local] = new RangeValue(index, index);
        }
        else
        {
            body.RefuseType(value, local.Type, "write the index or range where it is used");
        }
    }

    /// <summary>An index that keeps its value, whatever becomes of its operands.</summary>
    private IndexValue? NamedIndex(IOperation operation, string name) => IndexOf(operation) is not { } index ? null
        : index.Position is Constant || operation is ILocalReferenceOperation { Type.Name: "Index" } ? index
        : index with { Position = new Values.ValueLocals(body).Named(name, index.Position, operation.Syntax) };

    private Expr? LowerIndex(IOperation operation, Expr? buffer) =>
        IndexOf(operation) is { } index && (buffer is not null || !index.IsFromEnd) ? index.In(buffer is null ? Constant.Int(0) : body.Rows.LengthOf(buffer)) : null;

    /// <summary>An int, an index from the end, or a local that stands for one of them.</summary>
    private IndexValue? IndexOf(IOperation operation)
    {
        if (operation is ILocalReferenceOperation { Local: var local, Type.Name: "Index" } && body.Ranges.TryGetValue(local, out RangeValue known))
            return known.First;
        IOperation plain = operation is IConversionOperation { Type.Name: "Index" } conversion ? conversion.Operand : operation;
        IOperation? distance = plain is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? hat.Operand : null;
        if (Lower(distance ?? plain) is not { } value)
            return null;
        // Arrays take wider integers, too: one that is no int is no index of theirs.
        if (value.Type is ScalarType { Kind: ScalarKind.Int64 or ScalarKind.UInt32 or ScalarKind.UInt64, IsEnum: false } && operation.Parent is IArrayElementReferenceOperation)
            value = WithOverflow(new Convert(ScalarType.Int32, value, IsImplicit: false), isChecked: true);
        if (value.Type != ScalarType.Int32)
        {
            body.RefuseType(plain, plain.Type, "convert the index to int");
            return null;
        }
        return new IndexValue(value, distance is not null);
    }
}
