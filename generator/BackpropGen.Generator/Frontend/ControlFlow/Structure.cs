using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;

namespace BackpropGen.Generator.Frontend.ControlFlow;

/// <summary>From the statements of a lowered body to the structured form that the passes know.</summary>
internal static class Structure
{
    public static List<Statement> Of(BodyContext body)
    {
        if (body.Refusals.Any)
            return body.Output;
        List<Statement> decided = KnownConditions.Decide(body.Moving.WithoutIdleViews(body.Output), body.Replace);
        List<Statement> settled = new LoopSettling(body).Run(decided);
        var jumps = new StructuredJumps(name => body.Temporary(name, ScalarType.Bool));
        List<Statement> structured = jumps.Run(settled);
        if (jumps.IsTooDeep || Depth.Exceeds(LanguageSubset.MaximumBranches, structured))
        {
            body.Refusals.Add(Descriptors.TooDeep, body.Source.Name, "The branches and expressions of this method stand in each other", LanguageSubset.MaximumBranches);
            body.IsTooDeep = true;
            return structured;
        }
        return Tree.All(settled).Any(statement => statement is While or Jump) ? Initialized(structured) : structured;
    }

    /// <summary>
    /// Where flags stand in for jumps, the compiler cannot see any more that a local is assigned before it is read: so it gets a value.
    /// </summary>
    private static List<Statement> Initialized(IReadOnlyList<Statement> statements) => statements.Select((statement, i) =>
        statement is Declare { Value: null, Variable: { Scalar: { } type } variable } declare && !IsAssigned(statements.Skip(i + 1), variable)
            ? new Declare(variable, Constant.Of(type, 0)) { Comment = declare.Comment, At = declare.At }
            : Tree.MapBlocks(statement, block => new Block(Initialized(block.Statements)))).ToList();

    /// <summary>The same for <c>out</c> parameters, which have to be assigned on every way.</summary>
    public static IEnumerable<Statement> Results(BodyContext body, List<Statement> structured) =>
        Tree.All(body.Output).Any(statement => statement is While or Jump)
            ? body.Signature.Parameters.Where(parameter => parameter is { Passing: Passing.Out, IsStruct: false } && !IsAssigned(structured, parameter.Variable))
                .Select(parameter => new Assign(new Read(parameter.Variable), Constant.Of(parameter.Variable.Element, 0)))
            : [];

    /// <summary>Whether every way through the statements assigns the variable before anything else names it.</summary>
    private static bool IsAssigned(IEnumerable<Statement> statements, Variable variable)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Assign { Target: Read { Variable: var target } } assign when target == variable && !Tree.Reads(assign.Value).Contains(variable):
                    return true;
                case If branch when IsAssigned(branch.Then.Statements, variable) && IsAssigned(branch.Else.Statements, variable):
                    return !Tree.Reads(branch.Condition).Contains(variable);
                case Throw:
                    return true;
                case Break:
                    return false;
            }
            if (Tree.Named([statement]).Contains(variable))
                return false;
        }
        return false;
    }
}
