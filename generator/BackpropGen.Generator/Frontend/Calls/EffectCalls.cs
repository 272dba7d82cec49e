using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>
/// Calls that tell the outside world something, and that no derivative goes through: the console, traces and checks while debugging, logs.
/// They stand in the forward pass as written.
/// </summary>
internal sealed class EffectCalls(BodyContext body, ExpressionLowering expressions)
{
    private const string Logger = "LoggerExtensions";

    public static bool IsEffect(IInvocationOperation call) =>
        call.TargetMethod is { ReturnsVoid: true, ContainingType: { ContainingType: null } type } method
        && (type.ContainingNamespace.ToDisplayString(), type.Name) switch
        {
            ("System", "Console") => method.Name is "Write" or "WriteLine",
            ("System.IO", "TextWriter") => method.Name is "Write" or "WriteLine" or "Flush" && WriterOf(call) is not null,
            ("System.Diagnostics", "Debug" or "Trace") => method is { IsStatic: true, MethodKind: MethodKind.Ordinary },
            ("Microsoft.Extensions.Logging", Logger) => method.Name.StartsWith("Log", StringComparison.Ordinal),
            _ => false,
        };

    /// <summary><c>Console.Out</c> or <c>Console.Error</c>.</summary>
    private static IPropertySymbol? WriterOf(IInvocationOperation call) =>
        call.Instance is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Out" or "Error" } writer }
        && writer.ContainingType.ToDisplayString() == "System.Console" ? writer : null;

    public void Lower(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (RemovedCalls.IsKeptHereAlone(method, call.Syntax.SyntaxTree))
        {
            body.Refuse(
                Descriptors.NotDifferentiable, call, method.Name,
                "the compiler keeps the call in this file alone, not in generated ones: define the symbol in the project");
            return;
        }
        string type = body.Names.Write(method.ContainingType);
        if (method.ContainingType.Name == Logger)
            Emit(call, $"{type}.{method.Name}", LoggerOf(call), 1);
        else if (WriterOf(call) is { } writer)
            Emit(call, "." + method.Name, new Verbatim($"{body.Names.Write(writer.ContainingType)}.{writer.Name}"), 0);
        else
            Emit(call, $"{type}.{method.Name}", null, 0);
    }

    /// <param name="receiver">What comes before the arguments.</param>
    /// <param name="first">The ordinal of the first of these.</param>
    private void Emit(IInvocationOperation call, string name, Verbatim? receiver, int first)
    {
        if (first > 0 && receiver is null)
            return;
        var texts = new TextLowering(body, expressions) { TakesNumbersOnly = true, FirstParameter = first };
        if (texts.Arguments(call.Arguments.Where(argument => argument.Parameter!.Ordinal >= first)) is not { } values)
            return;
        EquatableArray<Expr> all = receiver is null ? values : [receiver, .. values];
        body.EmitMain(new Effect(new RuntimeCall(name, ScalarType.Bool, all) { IsOfUser = true }), call.Syntax);
    }

    private Verbatim? LoggerOf(IInvocationOperation call)
    {
        IOperation logger = call.Arguments.First(argument => argument.Parameter is { Ordinal: 0 }).Value;
        if (DataOf(logger) is { } known)
            return known;
        body.Refuse(
            Descriptors.Expression, logger, "This logger",
            "use a [NoGradient] parameter, a static member, or a member of the method's own object");
        return null;
    }

    /// <summary>Something that generated code names as the method does; null for what it cannot name.</summary>
    private Verbatim? DataOf(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            value = conversion.Operand;
        if (expressions.OpaqueOf(value) is { } known)
            return known;
        bool isInOwn = body.This is null && body.FirstParameter > 0 && !body.IsElsewhere;
        switch (value)
        {
            case IMemberReferenceOperation { Member: (IFieldSymbol or IPropertySymbol { IsIndexer: false }) and var member } reference:
                string? prefix = member.ContainingType.IsFileLocal || !body.Reaches(member) ? null
                    : reference.Instance is null ? body.Names.Write(member.ContainingType)
                    : isInOwn && reference.Instance is IInstanceReferenceOperation ? "this" : null;
                return prefix is null ? null : new Verbatim($"{prefix}.{Identifiers.Escape(member.Name)}");
            // A parameter that the class keeps for its methods.
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol owner } kept }
                when isInOwn && owner.MethodKind == MethodKind.Constructor:
                return new Verbatim(Identifiers.Escape(kept.Name));
            default:
                return null;
        }
    }
}
