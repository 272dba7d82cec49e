using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Frontend.Inlining;

/// <summary>
/// Takes those locals of an inlined body away that a person would not have written: copies of arguments that never change, and parts of new
/// objects that are assigned once and used once.
/// </summary>
/// <param name="temporaries">The locals that inlining has introduced.</param>
internal sealed class Propagation(BodyContext body, HashSet<Variable> temporaries)
{
    /// <summary>Rewrites the statements in place; returns the value of the body.</summary>
    public Expr? Run(List<Statement> statements, Expr? value)
    {
        MergeFirstAssignments(statements);
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Declare { Variable: var variable, Value: { } initial } || !temporaries.Contains(variable))
                continue;
            List<Statement> rest = statements.GetRange(i + 1, statements.Count - i - 1);
            if (!IsReplaceable(variable, initial, rest, value))
                continue;
            Expr? Replace(Expr e) => e is Read read && read.Variable == variable ? initial : null;
            statements.RemoveRange(i, statements.Count - i);
            statements.AddRange(rest.SelectMany(statement => Decided(Rewrite(statement, Replace))));
            value = value is null ? null : Rewrite(value, Replace);
            i--;
        }
        return value;
    }

    /// <summary>A local that gets its value later is declared there.</summary>
    private void MergeFirstAssignments(List<Statement> statements)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Declare { Variable: var variable, Value: null or Constant } || !temporaries.Contains(variable))
                continue;
            int first = statements.FindIndex(i + 1, statement => Tree.Named([statement]).Contains(variable));
            if (first < 0 || statements[first] is not Assign { Target: Read { Variable: var target }, Value: var value } assign || target != variable
                || Tree.Reads(value).Contains(variable))
                continue;
            statements[first] = body.Replace(assign, new Declare(variable, value) { Comment = assign.Comment, At = assign.At });
            statements.RemoveAt(i);
            i--;
        }
    }

    private bool IsReplaceable(Variable variable, Expr initial, List<Statement> rest, Expr? value)
    {
        var effects = new Effects(rest, body.Storage);
        if (effects.Assigns(variable) || effects.MayChange(initial))
            return false;
        if (initial is Read or Constant)
            return true;
        if (initial.Type is not ScalarType)
            return false;
        int uses = Tree.Named(rest).Concat(value is null ? [] : Tree.Reads(value)).Count(read => read == variable);
        bool isRepeated = Tree.All(rest).Where(Tree.IsLoop).Any(loop => Tree.Named([loop]).Contains(variable));
        return uses <= 1 && !isRepeated;
    }

    private Statement Rewrite(Statement statement, Func<Expr, Expr?> replace)
    {
        Statement mapped = Tree.Map(statement, e => Rewrite(e, replace));
        return body.Replace(statement, Tree.MapBlocks(mapped, block => new Block(block.Statements.SelectMany(inner => Decided(Rewrite(inner, replace))).ToList())));
    }

    /// <summary>What is left of a statement whose condition is known by now.</summary>
    private static IEnumerable<Statement> Decided(Statement statement) => statement is If { Condition: Constant { Value: var holds } } branch
        ? (holds != 0 ? branch.Then : branch.Else).Statements : [statement];

    /// <summary>With what constant arguments decide, such as which element of a small struct an index means.</summary>
    private static Expr Rewrite(Expr expr, Func<Expr, Expr?> replace) => Passes.KnownConditions.Whole(Tree.Rewrite(expr, replace));
}
