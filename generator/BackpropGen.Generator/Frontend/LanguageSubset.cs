using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

/// <summary>
/// The closed list of what is accepted, and the words for what people are likely to try that is not. Whatever stands in no table is refused.
/// </summary>
internal static class LanguageSubset
{
    /// <summary>Beyond this nesting later steps, which are recursive, might overflow the stack.</summary>
    public const int MaximumDepth = 256;

    /// <summary>The branches of one choice stand in each other, and what follows a return under a condition stands in its else: as deep as this.</summary>
    public const int MaximumBranches = 400;

    /// <summary>The length of a chain of calls.</summary>
    public const int MaximumCalls = 64;

    /// <summary>The calls in one method that are replaced by the called bodies.</summary>
    public const int MaximumInlinedCalls = 1000;

    /// <summary>A called expression larger than this is called, and not taken apart at the place of the call.</summary>
    public const int MaximumInlineSize = 100;

    /// <summary>How often one function stands in itself: more is recursion.</summary>
    public const int MaximumSameInlined = 4;

    /// <summary>The classes that an object may be of whose virtual methods are called.</summary>
    public const int MaximumClasses = 32;

    public static readonly IReadOnlyDictionary<SpecialType, ScalarType> Scalars = new Dictionary<SpecialType, ScalarType>
    {
        [SpecialType.System_Boolean] = ScalarType.Bool,
        [SpecialType.System_SByte] = new(ScalarKind.SByte),
        [SpecialType.System_Byte] = new(ScalarKind.Byte),
        [SpecialType.System_Int16] = new(ScalarKind.Int16),
        [SpecialType.System_UInt16] = new(ScalarKind.UInt16),
        [SpecialType.System_Int32] = ScalarType.Int32,
        [SpecialType.System_UInt32] = new(ScalarKind.UInt32),
        [SpecialType.System_Int64] = ScalarType.Int64,
        [SpecialType.System_UInt64] = new(ScalarKind.UInt64),
        [SpecialType.System_Single] = ScalarType.Single,
        [SpecialType.System_Double] = ScalarType.Double,
    };

    public static readonly IReadOnlyDictionary<BinaryOperatorKind, BinaryOperator> BinaryOperators =
        new Dictionary<BinaryOperatorKind, BinaryOperator>
        {
            [BinaryOperatorKind.Add] = BinaryOperator.Add,
            [BinaryOperatorKind.Subtract] = BinaryOperator.Subtract,
            [BinaryOperatorKind.Multiply] = BinaryOperator.Multiply,
            [BinaryOperatorKind.Divide] = BinaryOperator.Divide,
            [BinaryOperatorKind.Remainder] = BinaryOperator.Remainder,
            [BinaryOperatorKind.LeftShift] = BinaryOperator.LeftShift,
            [BinaryOperatorKind.RightShift] = BinaryOperator.RightShift,
            [BinaryOperatorKind.UnsignedRightShift] = BinaryOperator.UnsignedRightShift,
            [BinaryOperatorKind.And] = BinaryOperator.BitwiseAnd,
            [BinaryOperatorKind.Or] = BinaryOperator.BitwiseOr,
            [BinaryOperatorKind.ExclusiveOr] = BinaryOperator.ExclusiveOr,
            [BinaryOperatorKind.Equals] = BinaryOperator.Equal,
            [BinaryOperatorKind.NotEquals] = BinaryOperator.NotEqual,
            [BinaryOperatorKind.LessThan] = BinaryOperator.Less,
            [BinaryOperatorKind.LessThanOrEqual] = BinaryOperator.LessOrEqual,
            [BinaryOperatorKind.GreaterThan] = BinaryOperator.Greater,
            [BinaryOperatorKind.GreaterThanOrEqual] = BinaryOperator.GreaterOrEqual,
            [BinaryOperatorKind.ConditionalAnd] = BinaryOperator.And,
            [BinaryOperatorKind.ConditionalOr] = BinaryOperator.Or,
        };

    public static readonly IReadOnlyDictionary<UnaryOperatorKind, UnaryOperator> UnaryOperators =
        new Dictionary<UnaryOperatorKind, UnaryOperator>
        {
            [UnaryOperatorKind.Minus] = UnaryOperator.Negate,
            [UnaryOperatorKind.BitwiseNegation] = UnaryOperator.BitwiseNot,
            [UnaryOperatorKind.Not] = UnaryOperator.Not,
        };

    /// <summary>The operators whose results wrap around or throw, as the context says.</summary>
    public static readonly IReadOnlyCollection<BinaryOperator> Overflowing =
        [BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply];

    /// <summary>What stands in for a statement of these kinds.</summary>
    public static readonly IReadOnlyDictionary<OperationKind, (string What, string WayOut)> RefusedStatements =
        new Dictionary<OperationKind, (string, string)>
        {
            [OperationKind.Branch] = ("A goto statement", "use loops with break and continue"),
            [OperationKind.Labeled] = ("A label", "use loops with break and continue"),
            [OperationKind.Try] = ("A try statement", "handle exceptions in the caller"),
            [OperationKind.Using] = ("A using statement", "dispose in the caller"),
            [OperationKind.UsingDeclaration] = ("A using declaration", "dispose in the caller"),
            [OperationKind.Lock] = ("A lock statement", "lock in the caller"),
            [OperationKind.YieldReturn] = ("An iterator", "write the values to a Span<T> parameter"),
            [OperationKind.YieldBreak] = ("An iterator", "write the values to a Span<T> parameter"),
        };

    /// <summary>What stands in for an expression of these kinds.</summary>
    public static readonly IReadOnlyDictionary<OperationKind, (string What, string WayOut)> RefusedExpressions =
        new Dictionary<OperationKind, (string, string)>
        {
            [OperationKind.AnonymousFunction] = ("A lambda", "make it a static method marked [Differentiable]"),
            [OperationKind.DelegateCreation] = ("A delegate", "call a [Differentiable] method directly"),
            [OperationKind.MethodReference] = ("A delegate", "call a [Differentiable] method directly"),
            [OperationKind.IsType] = ("A type test", "decide in the caller"),
            [OperationKind.Await] = ("An await", "await in the caller"),
            [OperationKind.Throw] = ("Throwing an exception", "check the arguments in the caller"),
            [OperationKind.Coalesce] = ("The ?? operator", "decide in the caller"),
            [OperationKind.CoalesceAssignment] = ("The ??= operator", "decide in the caller"),
            [OperationKind.ConditionalAccess] = ("The ?. operator", "decide in the caller"),
            [OperationKind.DynamicInvocation] = ("A dynamic call", "use static types"),
            [OperationKind.DynamicMemberReference] = ("A dynamic member", "use static types"),
            [OperationKind.AddressOf] = ("A pointer", "use spans"),
            [OperationKind.TupleBinary] = ("Comparing tuples", "compare their members"),
            [OperationKind.Tuple] = ("This tuple", "use tuples of numbers"),
            [OperationKind.With] = ("This with expression", "use it on structs of numbers"),
            [OperationKind.ObjectCreation] = ("Creating this object", "create structs of numbers, or pass the object as a parameter"),
            [OperationKind.AnonymousObjectCreation] = ("Creating an object", "use scalars, spans and arrays"),
            [OperationKind.InterpolatedString] = ("A string", "format in the caller"),
            [OperationKind.InstanceReference] = ("An object as a value", "use its members, call its methods, or pass it on to a marked method by its own name"),
            [OperationKind.EventAssignment] = ("An event", "handle events in the caller"),
            [OperationKind.Range] = ("A range on its own", "use it as an index: x[a..b]"),
            [OperationKind.DeclarationExpression] = ("A declaration inside an expression", "declare the local in a statement of its own"),
        };
}
