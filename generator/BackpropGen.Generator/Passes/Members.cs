using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>Puts the generated members together from the two passes.</summary>
internal sealed class Members(Reversed reversed)
{
    public static readonly Statement Complete = new Run(new RuntimeCall("frame.Complete", null, []));

    private readonly Method method = reversed.Method;
    private readonly List<CheckMethod> checks = [];

    /// <summary>The checks that are too many to stand in the members themselves.</summary>
    public EquatableArray<CheckMethod> Checks => checks;

    /// <summary>Forward: the method, recording.</summary>
    /// <param name="scratch">How much scratch memory the passes borrow; null where that is none or not known.</param>
    public Block Forward(Expr? scratch)
    {
        List<Statement> statements = [.. reversed.ForwardStatements(), .. reversed.Saves, .. reversed.Result is { } value ? [new Return(value)] : Array.Empty<Statement>()];
        List<Statement> body =
        [
            new OpenFrame(FrameKind.Forward, method.Id, reversed.Slots, ArgumentChecks.Notes(method)) { IsTapeOptional = method.IsTapeOptional },
            Claiming(Check(FrameKind.Forward, true, ArgumentChecks.Forward(method)), scratch),
            new Gap(),
            .. Defaults(),
            .. OutDeclarations.Run(Scoped(DropUnused(statements, Used(statements))).Where(s => s is not Return)),
            Complete,
        ];
        if (reversed.Result is { } result)
            body.Add(new Return(result));
        return new Block(body);
    }

    private static Checks Claiming(Checks checks, Expr? scratch) => scratch is null ? checks
        : checks with { Body = new Block([.. checks.Body.Statements, new Run(new RuntimeCall("frame.ClaimScratch", null, [scratch]))]) };

    /// <summary>An <c>out</c> struct gets its members one by one, and the compiler wants it whole.</summary>
    private IEnumerable<Statement> Defaults() => method.Parameters.Where(parameter => parameter is { IsStruct: true, Passing: Passing.Out })
        .Select(parameter => new Assign(new Read(parameter.Variable), new Verbatim("default")));

    /// <summary>Backward: takes the record of Forward off the tape.</summary>
    public Block Backward() => new(
    [
        new OpenFrame(FrameKind.Backward, method.Id, reversed.Slots),
        Check(FrameKind.Backward, true, ArgumentChecks.Backward(method)),
        new Gap(),
        .. Shaped([.. reversed.Backward.Prologue, .. reversed.Backward.Statements]),
        Complete,
    ]);

    /// <summary>Backward where Forward is the method itself: there is no record.</summary>
    public Block FramelessBackward() => new(Shaped([.. reversed.Backward.Prologue, .. reversed.Backward.Statements]));

    /// <summary>Both passes in one, from the cotangent of the result: what the Backward of a method does that is computed again.</summary>
    public Block Again()
    {
        List<Statement> backward = Shaped([.. reversed.Backward.FusedPrologue, .. reversed.Backward.Statements]);
        List<Statement> statements = WithoutEffects(reversed.ForwardStatements());
        List<Statement> forward = Scoped(DropUnused(statements, Used([.. statements, .. backward])));
        return WithFrame(forward, [.. backward.Count > 0 && backward[0] is not Remark ? [new Gap()] : Array.Empty<Statement>(), .. backward]);
    }

    /// <summary>What <see cref="Again"/> gives, with a question after each number that is computed.</summary>
    public Traced Traced(Block again)
    {
        Variable trace = reversed.Symbols.New("trace", ScalarType.Int32);
        return new Traced(trace.Name, new Block(WatchNumbers.Run(again.Statements.Items, trace, reversed)));
    }

    /// <summary>What the outside world has seen in Forward, it does not see again.</summary>
    private static List<Statement> WithoutEffects(IEnumerable<Statement> statements) => statements
        .Where(statement => statement is not Effect)
        .Select(statement => Tree.MapBlocks(statement, block => new Block(WithoutEffects(block.Statements.Items))))
        .ToList();

    /// <summary>The value alone; what it needs on the tape is given back.</summary>
    public Block Value()
    {
        List<Statement> statements = [.. reversed.ForwardStatements(), .. reversed.Result is { } value ? [new Return(value)] : Array.Empty<Statement>()];
        return WithFrame(Scoped(DropUnused(statements, Used(statements))), []);
    }

    private Block WithFrame(List<Statement> forward, List<Statement> rest) => new(
    [
        .. UseTape([.. forward, .. rest]) ? [new OpenFrame(FrameKind.Gradient, method.Id, reversed.Slots), new Gap()] : Array.Empty<Statement>(),
        .. Defaults(),
        .. OutDeclarations.Run(forward),
        .. rest,
    ]);

    /// <summary>Gradient: both passes in one method, so that locals of the first serve the second.</summary>
    public Block Gradient()
    {
        List<Statement> backward = Shaped(Reversed.Rewrite(
            [.. reversed.Backward.FusedPrologue, .. reversed.Backward.Statements],
            e => e is Read read && read.Variable == reversed.ResultCotangent ? Constant.Of(method.ReturnType!, 1) : null));
        List<Statement> statements = reversed.ForwardStatements();
        List<Statement> forward = Scoped(DropUnused(statements, Used([.. statements, .. backward, new Return(reversed.Result)])));
        bool usesTape = UseTape([.. forward, .. backward]);
        return new Block(
        [
            .. usesTape ? [new OpenFrame(FrameKind.Gradient, method.Id, reversed.Slots)] : Array.Empty<Statement>(),
            Check(FrameKind.Gradient, usesTape, ArgumentChecks.Gradient(method)),
            new Gap(),
            .. Defaults(),
            .. OutDeclarations.Run(forward),
            .. backward.Count > 0 && backward[0] is not Remark ? [new Gap()] : Array.Empty<Statement>(),
            .. backward,
            new Return(reversed.Result),
        ]);
    }

    /// <summary>
    /// The checks of a member: in place where they are few, otherwise in a method of their own. There they do not hide what the member does,
    /// and their stack memory does not slow it down.
    /// </summary>
    public Checks Check(FrameKind kind, bool hasFrame, Block body)
    {
        if (body.Statements.Count <= ArgumentChecks.Few && !Tree.All(body.Statements).OfType<Run>().Any(run => ArgumentChecks.IsLarge(run.Call)))
            return new Checks(hasFrame, body);
        string name = $"Check{method.Stem}{kind}";
        (List<string> declarations, List<Expr> arguments) = ArgumentChecks.Passed(method, kind);
        checks.Add(new CheckMethod(name, declarations, hasFrame, body));
        return new Checks(hasFrame, new Block([new Run(new RuntimeCall(name + method.TypeParameters, null, [.. hasFrame ? [Verbatim.Frame] : Array.Empty<Expr>(), .. arguments]) { IsOfUser = true })]));
    }

    /// <summary>What Forward keeps on the tape, by name.</summary>
    public EquatableArray<string> Kept() => Names([.. reversed.Forward, .. reversed.Saves]);

    /// <summary>What Gradient keeps on the tape: scalars of the method stay in locals.</summary>
    public EquatableArray<string> KeptByGradient() => Names(reversed.Forward);

    private static EquatableArray<string> Names(IEnumerable<Statement> statements) =>
        Tree.All(statements).SelectMany(Tree.Expressions).OfType<RuntimeCall>().Select(call => call.Keeps).Where(name => name.Length > 0).Distinct().ToList();

    /// <summary>Whether statements record, read records, borrow memory of the tape, or hand it on.</summary>
    public static bool UseTape(IEnumerable<Statement> statements) => Tree.All(statements).Any(statement => statement is CallForward { IsRecorded: true })
        || Tree.AllExpressions(statements).Any(e => e is Row { Buffer.Type: BufferType { IsOnTape: true } } || e is RuntimeCall call && call.Spelling.StartsWith("frame.", StringComparison.Ordinal) || e is Verbatim { IsGenerated: true, Text: "tape" });

    /// <summary>The backward pass in its final shape, pass by pass.</summary>
    private List<Statement> Shaped(List<Statement> backward)
    {
        List<Statement> statements = MergeContributions.Run(HoistGuards.Run(Tidy.Run(backward)));
        statements = FirstContributions.Run(LoopOrder.Run(statements));
        statements = FuseLoops.Run(statements);
        return Scoped(ShareReads.Run(statements, reversed.Symbols));
    }

    private List<Statement> Scoped(IEnumerable<Statement> statements) => ScopeScratch.Run(statements, reversed.Symbols);

    /// <summary>Every variable but those that only ever get constants: the compiler warns of them.</summary>
    private static HashSet<Variable> Used(IEnumerable<Statement> statements) => [.. Tree.All(statements).SelectMany(statement => statement switch
    {
        Assign { Target: Read, Value: var value } when IsConstant(value) => [],
        Declare { Variable: { Kind: VariableKind.Local } variable, Value: { } value } when !IsConstant(value) => Tree.Reads(value).Append(variable),
        _ => Tree.Expressions(statement).SelectMany(Tree.Reads),
    })];

    private static bool IsConstant(Expr expr) => Tree.All(expr).All(e => e is Constant or Unary or Binary or Convert);

    /// <summary>Without copies of values that the backward pass, as it turned out, does not use, and without locals that nothing reads.</summary>
    private static List<Statement> DropUnused(List<Statement> statements, HashSet<Variable> used) => statements
        .Where(s => !(s is Assign { Target: Read target } assign && assign.Value == target))
        .Where(s => s switch
        {
            Declare { Variable: { Type: ScalarType } variable, Value: var value } =>
                used.Contains(variable) || (value is not null && Tree.All(value).Any(e => e is RuntimeCall or Stored)),
            Assign { Target: Read { Variable: { Kind: VariableKind.Local } target }, Value: var value } when IsConstant(value) => used.Contains(target),
            _ => true,
        })
        .Select(s => Tree.MapBlocks(s, block => new Block(DropUnused([.. block.Statements], used))))
        .ToList();
}
