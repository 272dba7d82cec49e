using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend.Buffers;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Whether an array is there: row == null, best is not null.
internal sealed partial class ExpressionLowering
{
    /// <summary>The array or object that a comparison asks for, and whether it has to be missing; null where it asks for something else.</summary>
    private static (IOperation Array, bool IsMissing)? NullTest(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } comparison =>
            IsNull(comparison.RightOperand) && IsAsked(comparison.LeftOperand) ? (Uncast(comparison.LeftOperand), comparison.OperatorKind == BinaryOperatorKind.Equals)
            : IsNull(comparison.LeftOperand) && IsAsked(comparison.RightOperand) ? (Uncast(comparison.RightOperand), comparison.OperatorKind == BinaryOperatorKind.Equals) : null,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } pattern when IsNull(value) && IsAsked(pattern.Value) => (Uncast(pattern.Value), true),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } pattern
            when IsNull(value) && IsAsked(pattern.Value) => (Uncast(pattern.Value), false),
        _ => null,
    };

    private static bool IsNull(IOperation operation) => Uncast(operation) is { ConstantValue: { HasValue: true, Value: null } };

    private static bool IsArray(IOperation operation) => Uncast(operation).Type is IArrayTypeSymbol && TypeMapping.Buffer(Uncast(operation).Type) is not null;

    private static bool IsAsked(IOperation operation) => IsArray(operation) || MemberLeaves.IsObject(Uncast(operation).Type!);

    /// <summary>Without casts; a conversion that somebody has written makes something else.</summary>
    private static IOperation Uncast(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, Operand: var operand })
            operation = operand;
        return operation;
    }

    private Expr? LowerNullTest(IOperation array, bool isMissing)
    {
        if (!IsArray(array))
            return IsThere(array) ? Constant.Of(ScalarType.Bool, isMissing ? 0 : 1)
                : body.Refuse(Descriptors.Expression, array, "The question whether this object is there", "objects have to be there, and generated code sees to that for parameters: leave the question out");
        if (LowerOptional(array, areElementsWanted: false).IsMissing is not { } missing)
            return body.Refuse(Descriptors.Expression, array, "The question whether this array is there", "ask for parameters, variables, and rows of arrays that the method makes");
        return isMissing ? missing : Negation.Of(missing);
    }

    /// <summary>Whether something is a parameter of the method that is differentiated, of which generated code has made sure that it is not null.</summary>
    private bool IsThere(IOperation value) => Uncast(value) is IInstanceReferenceOperation
        || (ObjectOf(Uncast(value)) is { Variable: var whole } && body.Signature.Parameters.Any(parameter => parameter.Variable == whole));

    /// <summary>A span of an array has no elements where the array is null.</summary>
    public Expr? LowerElementsOf(IOperation buffer) => Uncast(buffer).Type is IArrayTypeSymbol ? LowerOptional(buffer, areElementsWanted: true).Elements : Lower(buffer);

    /// <summary>An array that may be null: what a span of it is, and whether it is; null where that is not known, or was refused.</summary>
    private (Expr? Elements, Expr? IsMissing) LowerOptional(IOperation array, bool areElementsWanted)
    {
        array = Uncast(array);
        if (body.Moving.Find(array) is { } moving)
            return (areElementsWanted ? body.Moving.OptionalView(moving, Lower, array.Syntax) ?? body.Refuse(Descriptors.BufferReassigned, array, moving.Symbol.Name) : null, moving.IsMissing);
        Expr? value = Lower(array);
        if (value is Row { Buffer.Type: BufferType { IsOnTape: true } } row)
            return (row with { IsOptional = true }, RowTables.IsMissing(row.Index));
        // What is not there has been noticed before.
        return (value, array is ILocalReferenceOperation or IParameterReferenceOperation && value is not null ? Constant.Of(ScalarType.Bool, 0) : null);
    }

    /// <summary>The row that a reassigned array names, without a view of it, which would have to be there.</summary>
    public Row? RowOf(IOperation array) => body.Moving.Find(Uncast(array)) is { } moving ? body.Moving.RowOf(moving) : null;

    /// <summary>Whether the code does more with an array than use its elements: that it is null may be no error then.</summary>
    public bool MayBeNull(ISymbol symbol, IOperation code) => BufferSources.TypeOf(symbol) is IArrayTypeSymbol && MayBeNull(symbol, code, []);

    /// <summary>Whether a body that stands in for a call does so with a parameter.</summary>
    private bool MayBeNull(IParameterSymbol parameter) => parameter.Type is IArrayTypeSymbol && parameter.ContainingSymbol is IMethodSymbol method
        && body.Session.Bodies.Of(method) is { } code && MayBeNull(parameter.OriginalDefinition, code);

    /// <summary>The argument null: a row that is not there.</summary>
    private Expr? LowerNull(IOperation argument, IParameterSymbol parameter) =>
        TypeMapping.Buffer(parameter.Type) is { IsWhole: false } type && MayBeNull(parameter)
            ? new Row(new Read(body.Rows.RowsFor(null, type, argument.Syntax)), RowTables.NoRow)
            : body.RefuseType(argument, parameter.Type, "pass an array that is there");

    /// <summary>An array that may be null, for a body that asks whether it is: the number of its row.</summary>
    private Expr? Optional(Row? row, IOperation argument, IParameterSymbol parameter) =>
        row is not null && !Inlining.Assignments.Reassign(body.Session.Bodies.Of((IMethodSymbol)parameter.ContainingSymbol)!, parameter.OriginalDefinition)
            ? body.Rows.Kept(row, parameter.Name, argument.Syntax)
            : body.Refuse(Descriptors.Expression, argument, $"An array that may be null as '{parameter.Name}', which is asked whether it is there,", "ask before the call");

    private bool MayBeNull(ISymbol symbol, IOperation code, List<ISymbol> outer)
    {
        if (outer.Contains(symbol, SymbolEqualityComparer.Default))
            return false;
        outer.Add(symbol);
        return code.Descendants().Any(part => IsOf(part) && Tolerates(part));

        bool IsOf(IOperation part) => SymbolEqualityComparer.Default.Equals(symbol, part switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        });

        bool Tolerates(IOperation part) => part.Parent switch
        {
            IConversionOperation { Type: var type } conversion => TypeMapping.Buffer(type) is { Kind: not BufferKind.Array } || Tolerates(conversion),
            IBinaryOperation or IIsPatternOperation or ISwitchExpressionOperation or ISwitchOperation => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" } } } => true,
            IArgumentOperation { Parameter: { Type: IArrayTypeSymbol, ContainingSymbol: IMethodSymbol method } parameter } =>
                body.Session.Bodies.Of(method) is { } callee && MayBeNull(parameter.OriginalDefinition, callee, outer),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => MayBeNull(local, code, outer),
            _ => false,
        };
    }
}
