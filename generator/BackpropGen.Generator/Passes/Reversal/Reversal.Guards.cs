using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Rules;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>
/// What an untaken path computes has no part in the gradient: where a cotangent may be the exact zero of such a path, it is looked at before it
/// is multiplied by a slope that may be infinite.
/// </summary>
internal sealed partial class Reversal
{
    /// <summary>The backward statements of a statement, left out where nothing wants what it computed.</summary>
    private List<Statement> Guarded(Context context) =>
        context.Cotangent is { } cotangent && MayBeUnwanted(context) ? IfWanted(cotangent, context.Backward) : context.Backward;

    /// <summary>Whether the cotangent of what a statement computes may be an exact zero. Loops that run at least once are not slowed down for those that do not.</summary>
    private bool MayBeUnwanted(Context context) => certainty.Of(context.At) switch
    {
        Certainty.None => true,
        Certainty.InLoops => !context.Scope.IsInLoop,
        _ => false,
    };

    private List<Statement> IfWanted(Expr cotangent, List<Statement> statements) => IsSingular(statements)
        ? [new If(new Binary(BinaryOperator.NotEqual, cotangent, Constant.Of(cotangent.Scalar, 0)), new Block(statements), Block.Empty)] : statements;

    /// <summary>Whether a zero times an infinity may stand in backward statements: something is multiplied or divided by a value that the method computed.</summary>
    private bool IsSingular(List<Statement> statements) => Tree.AllExpressions(statements).Any(expr => expr switch
    {
        // The products of the runtime give zero for a zero cotangent.
        MathCall { Result.IsFloating: true } call => !call.Function.StartsWith("Vjp.", StringComparison.Ordinal),
        Binary { Operator: BinaryOperator.Multiply, Type: ScalarType { IsFloating: true } } product => IsComputed(product.Left) || IsComputed(product.Right),
        Binary { Operator: BinaryOperator.Divide, Type: ScalarType { IsFloating: true } } quotient => quotient.Right is not Constant,
        _ => false,
    });

    /// <summary>A value of the method's own making, which may be infinite where its arguments are not.</summary>
    private bool IsComputed(Expr expr) => Tree.All(expr).Any(part => part switch
    {
        Element element => Tree.BufferVariables(element.Buffer).Any(buffer => copies.Contains(buffer) || (symbols.PrimalOf(buffer) is null && !IsGiven(facts.RootOf(buffer)))),
        Read { Variable: { Type: ScalarType { IsFloating: true } } variable } => copies.Contains(variable) || (variable.Kind != VariableKind.Generated && !IsGiven(variable)),
        _ => false,
    });

    /// <summary>Data of the caller's that the method does not write.</summary>
    private bool IsGiven(Variable variable) => variable.Kind == VariableKind.Table
        || (facts.ParameterOf(variable) is not null && !facts.IsAssigned(variable) && (variable.Type is ScalarType || !facts.AccessesTo(variable).HasWrites));

    /// <summary>An operand that is chosen or not: as a whole it is wanted or not.</summary>
    private void PropagateChosen(Expr operand, Expr cotangent, Context context)
    {
        Variable chosen = symbols.New(Names.Cotangent(NameOf(operand)), cotangent.Type);
        bool outer = context.IsGuarded;
        context.IsGuarded = true;
        List<Statement> statements = Propagated(operand, new Read(chosen), context);
        context.IsGuarded = outer;
        context.Backward.Add(new Declare(chosen, cotangent));
        context.Backward.AddRange(IfWanted(new Read(chosen), statements));
    }

    /// <summary>A function of which one operand is the result.</summary>
    private static bool IsChoice(Expr expr) => expr is MathCall call && MathFunctions.Find(call) is { Chooses: true } && call.Arguments.Any(argument => argument is not (Read or Element or Constant));
}
