using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend;

// Checks of arguments: exceptions, and the methods that throw them.
internal sealed partial class ExpressionLowering
{
    private const string ThrowIf = "ThrowIf";

    /// <summary>Lowers a throw of a new exception; false where it is refused.</summary>
    public bool LowerThrow(IThrowOperation operation)
    {
        IOperation? exception = operation.Exception;
        while (exception is IConversionOperation conversion)
            exception = conversion.Operand;
        if (exception is not IObjectCreationOperation { Initializer: null, Type: INamedTypeSymbol type } creation)
        {
            body.Refusals.Add(Descriptors.Statement, operation.Syntax, "This throw", "throw a new exception");
            return false;
        }
        if (new TextLowering(body, this).Arguments(creation.Arguments) is not { } arguments)
            return false;
        body.EmitMain(new Throw(new RuntimeCall("new " + body.Names.Write(type), ScalarType.Bool, arguments)), operation.Syntax);
        return true;
    }

    /// <summary>A method that throws where an argument is not as it should be, and does nothing else.</summary>
    private static bool IsGuard(IMethodSymbol method) => method is { IsStatic: true, ReturnsVoid: true, ContainingType: { } type }
        && method.Name.StartsWith(ThrowIf, StringComparison.Ordinal)
        && TypeMapping.IsInSystem(type) && type.Name.EndsWith("Exception", StringComparison.Ordinal);

    private void LowerGuard(IInvocationOperation operation)
    {
        // Generated code has asked for its objects before, and a local array is there.
        if (operation.TargetMethod is { Name: "ThrowIfNull", ContainingType.Name: nameof(ArgumentNullException) } && operation.Arguments.Any(argument => OrdinalOf(argument) == 0 && IsNeverNull(Uncast(argument.Value))))
            return;
        if (new TextLowering(body, this).Arguments(operation.Arguments) is { } arguments)
            body.EmitMain(new Guard(new RuntimeCall($"{body.Names.Write(operation.TargetMethod.ContainingType)}.{operation.TargetMethod.Name}", ScalarType.Bool, arguments)), operation.Syntax);
    }

    private bool IsNeverNull(IOperation value) => MemberLeaves.IsObject(value.Type!) ? value is IInstanceReferenceOperation || ObjectOf(value) is not null
        : value is ILocalReferenceOperation { Type: IArrayTypeSymbol } && body.Moving.Find(value) is not { MayBeNull: true };
}
