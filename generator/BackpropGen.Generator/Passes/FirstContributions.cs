using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// A buffer of cotangents need not be zero at first if a loop gives every element its first contribution: there <c>d[j] += e</c> becomes
/// <c>d[j] = e</c>.
/// </summary>
internal static class FirstContributions
{
    private const string Zeroed = "frame.ScratchZeroed";

    public static List<Statement> Run(List<Statement> statements)
    {
        List<Statement> list = statements.ConvertAll(statement => Tree.MapBlocks(statement, block => new Block(Run([.. block.Statements]))));
        NamePositions? named = null;
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is not Declare { Variable: var buffer, Value: RuntimeCall scratch } declare || !scratch.Spelling.StartsWith(Zeroed, StringComparison.Ordinal))
                continue;
            int first = (named ??= new NamePositions(list)).After(buffer, i);
            if (first < 0 || list[first] is not For loop || !IsSweep(loop, scratch.Arguments[0]) || Assigning(loop, buffer) is not { } assigning)
                continue;
            list[first] = assigning;
            list[i] = declare with { Value = scratch with { Spelling = scratch.Spelling.Replace(Zeroed, "frame.Scratch") } };
        }
        return list;
    }

    /// <summary>Whether a loop visits every element, in whichever direction.</summary>
    private static bool IsSweep(For loop, Expr count) => loop.Step is Constant { Value: 1 } && loop.Relation switch
    {
        LoopRelation.Less => loop.Start is Constant { Value: 0 } && loop.Limit == count,
        LoopRelation.GreaterOrEqual => loop.Limit is Constant { Value: 0 } && loop.Start == Simplify.Of(count - Constant.Int(1)),
        _ => false,
    };

    /// <summary>The loop with its first contribution as an assignment; null where something else comes first.</summary>
    private static For? Assigning(For loop, Variable buffer)
    {
        var own = new Element(new Read(buffer), new Read(loop.Counter));
        bool isOwn = Tree.AllExpressions(loop.Body.Statements)
            .All(e => e is not Element element || element == own || Tree.BufferVariable(element.Buffer) != buffer)
            && Tree.All(loop.Body.Statements).SelectMany(Tree.Expressions).Sum(e => Tree.Reads(e).Count(v => v == buffer))
            == Tree.AllExpressions(loop.Body.Statements).Count(e => e == own);
        List<Statement> body = [.. loop.Body.Statements];
        int first = body.FindIndex(statement => Tree.Named([statement]).Contains(buffer));
        if (!isOwn || body[first] is not Assign { Target: Element target, Value: Binary sum } assign || target != own || sum.Left != own || Tree.Reads(sum.Right).Contains(buffer))
            return null;
        Expr? value = sum.Operator switch
        {
            BinaryOperator.Add => sum.Right,
            BinaryOperator.Subtract => Simplify.Of(-sum.Right),
            _ => null,
        };
        if (value is null)
            return null;
        body[first] = assign with { Value = value };
        return loop with { Body = new Block(body) };
    }
}
