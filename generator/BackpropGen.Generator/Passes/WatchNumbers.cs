using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>Both passes of a method with a question after each number that they compute.</summary>
/// <param name="TraceName">The parameter that is asked.</param>
internal sealed record Traced(string TraceName, Block Body);

/// <summary>
/// Asks after every statement that computes a floating-point number whether that is the first one that is not finite. A cotangent is what
/// reversal calls so, and what is computed from one.
/// </summary>
internal sealed class WatchNumbers
{
    private readonly Variable trace;
    private readonly Reversed reversed;
    private readonly HashSet<Variable> cotangents = [];
    private readonly Stack<Variable> counters = [];

    private WatchNumbers(Variable trace, Reversed reversed)
    {
        this.trace = trace;
        this.reversed = reversed;
    }

    public static List<Statement> Run(IReadOnlyCollection<Statement> statements, Variable trace, Reversed reversed)
    {
        var watch = new WatchNumbers(trace, reversed);
        // A cotangent of one iteration may go on into the next.
        for (int before = -1; before < watch.cotangents.Count;)
        {
            before = watch.cotangents.Count;
            watch.Collect(statements);
        }
        return watch.Visit(statements, "", "");
    }

    private bool IsCotangent(Variable variable) =>
        variable == reversed.ResultCotangent || reversed.Symbols.PrimalOf(variable) is not null || cotangents.Contains(variable);

    private void Collect(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in Tree.All(statements))
        {
            if (statement is Declare { Variable: var declared, Value: { } value } && Tree.Reads(value).Any(IsCotangent))
                cotangents.Add(declared);
            if (statement is Assign { Target: Read { Variable: var target }, Value: var assigned } && Tree.Reads(assigned).Any(IsCotangent))
                cotangents.Add(target);
        }
    }

    private List<Statement> Visit(IEnumerable<Statement> statements, string comment, string at)
    {
        var visited = new List<Statement>();
        foreach (Statement statement in statements)
        {
            // A remark is about all that follows.
            if (statement is Remark remark)
                (comment, at) = (remark.Text, remark.At);
            // What a statement overwrites may be what it computes from.
            Statement made = statement is Assign assign && Overwrites(assign) ? AfterCopy(assign, visited) : statement;
            if (made is For loop)
                counters.Push(loop.Counter);
            visited.Add(Tree.MapBlocks(made, block => new Block(Visit(block.Statements.Items, comment, at))));
            if (made is For)
                counters.Pop();
            // The backward pass reads values again, which were asked about when the method computed them.
            visited.AddRange(Watches(made).Where(watch => watch.IsCotangent || statement.At.Length > 0).Select(watch => watch with
            {
                Comment = statement.At.Length > 0 ? statement.Comment : comment,
                At = statement.At.Length > 0 ? statement.At : at,
                Factors = WithCounters(watch),
            }));
        }
        return visited;
    }

    /// <summary>The iteration, and what the number was computed from.</summary>
    private EquatableArray<Expr> WithCounters(Watch watch) => counters.Reverse().Select(counter => (Expr)new Read(counter)).Concat(watch.Factors.Items).Distinct().ToList();

    private static bool Overwrites(Assign assign) => assign.Target is { Type: ScalarType { IsFloating: true } }
        && Tree.All(Contribution(assign)).Contains(assign.Target);

    /// <summary>What is added or taken away where that is what a statement does; otherwise all of its value.</summary>
    private static Expr Contribution(Assign assign) =>
        assign.Value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum && sum.Left == assign.Target ? sum.Right : assign.Value;

    private Assign AfterCopy(Assign assign, List<Statement> visited)
    {
        Variable before = reversed.Symbols.New(Names.Plain(NameOf(assign.Target)) + "Before", assign.Target.Type);
        visited.Add(new Declare(before, assign.Target));
        return assign with { Value = Tree.Rewrite(assign.Value, e => e == assign.Target ? new Read(before) : null) };
    }

    private static string NameOf(Expr target) => target is Element element ? Names.Of(Tree.BufferVariable(element.Buffer)) : ((Read)target).Variable.Name;

    private IEnumerable<Watch> Watches(Statement statement)
    {
        switch (statement)
        {
            case Declare { Variable: { Type: ScalarType { IsFloating: true } } variable, Value: { } value } when value is not Constant:
                yield return Of(statement, new Read(variable), value);
                break;
            case Assign { Target: { Type: ScalarType { IsFloating: true } } target, Value: not Constant } assign:
                yield return Of(statement, target, Contribution(assign));
                break;
            case CallForward { Result: { Type: ScalarType { IsFloating: true } } result } call:
                yield return new Watch(trace, statement, new Read(result), [.. call.Arguments.Items.Where(argument => argument is Read { Type: ScalarType })], false);
                break;
            case Run { Call: { } call }:
                foreach (Expr changed in call.Arguments.Items.Where(argument => argument is Reference || argument.Type is BufferType)
                    .Select(argument => argument is Reference reference ? reference.Target : argument)
                    .Where(argument => IsChanged(argument) && Tree.Reads(argument).Any(IsCotangent)))
                    yield return new Watch(trace, statement, changed, [.. call.Arguments.Items.Where(argument => argument is not Reference and { Type: ScalarType } && IsPure(argument))], true);
                break;
        }
    }

    /// <summary>A place of floating-point numbers that a call may change.</summary>
    private static bool IsChanged(Expr argument) => argument is not (Verbatim or Constant)
        && argument.Type is ScalarType { IsFloating: true } or BufferType { Element.IsFloating: true, IsJagged: false, Member: null };

    private Watch Of(Statement made, Expr target, Expr value)
    {
        bool isCotangent = IsCotangent(target is Element element ? Tree.BufferVariable(element.Buffer) : ((Read)target).Variable);
        return new Watch(trace, made, target, FactorsOf(target, value), isCotangent);
    }

    /// <summary>What a value is a product of, and the variables and elements in that: evaluating them again has no effect.</summary>
    private static List<Expr> FactorsOf(Expr target, Expr value)
    {
        if (value is Stored stored)
            return FactorsOf(target, stored.Value);
        if (!IsPure(value))
            return [];
        IEnumerable<Expr> factors = ProductOf(value).Where(factor => factor is not (Read or Element or Constant) && factor != value);
        IEnumerable<Expr> parts = Tree.All(target).Concat(Tree.All(value)).Where(part => part is Read { Type: ScalarType } or Element && part != target);
        return [.. factors.Concat(parts).Where(part => part.Type is ScalarType).Distinct()];
    }

    private static bool IsPure(Expr value) => !Tree.All(value).Any(part => part is RuntimeCall or Stored or Verbatim or Reference or Text);

    private static IEnumerable<Expr> ProductOf(Expr value) => value switch
    {
        Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } product => ProductOf(product.Left).Concat(ProductOf(product.Right)),
        Unary { Operator: UnaryOperator.Negate } negated => ProductOf(negated.Operand),
        _ => [value],
    };
}
