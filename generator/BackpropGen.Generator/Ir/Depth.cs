namespace BackpropGen.Generator.Ir;

/// <summary>How deep statements and expressions stand in each other. Passes are recursive; this is not, so that it can tell beforehand.</summary>
internal static class Depth
{
    public static bool Exceeds(int limit, IEnumerable<Statement> statements)
    {
        var open = new Stack<(Statement Statement, int Depth)>(statements.Select(statement => (statement, 1)));
        while (open.Count > 0)
        {
            (Statement statement, int depth) = open.Pop();
            if (depth > limit || Tree.Expressions(statement).Any(expr => Exceeds(limit - depth, expr)))
                return true;
            foreach (Statement inner in Tree.Blocks(statement).SelectMany(block => block.Statements.Items))
                open.Push((inner, depth + 1));
        }
        return false;
    }

    private static bool Exceeds(int limit, Expr expr)
    {
        var open = new Stack<(Expr Expr, int Depth)>([(expr, 1)]);
        while (open.Count > 0)
        {
            (Expr next, int depth) = open.Pop();
            if (depth > limit)
                return true;
            for (int i = 0; i < next.ChildCount; i++)
                open.Push((next.Child(i), depth + 1));
        }
        return false;
    }
}
