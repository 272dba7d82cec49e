using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// The tape bytes of one Forward: the forward pass sliced down to what decides how much it records, and how much scratch memory it and its
/// backward pass borrow. There is none where that depends on values that the method computes.
/// </summary>
internal sealed class TapeSize
{
    private static readonly string[] Sizes = ["Tape.SizeOf", "Tape.Product", "TapeSize", "ScratchSize", "Shape.OfLength"];

    private readonly Reversed reversed;
    private readonly bool isOfScratch;
    private readonly List<Variable> most = [];
    private readonly Variable bytes;
    private readonly HashSet<Variable> needed = [];
    private readonly HashSet<Variable> receivers = [];
    private readonly HashSet<Variable> readByCalls = [];
    private readonly bool changesSteering;
    private bool dependsOnData;

    private TapeSize(Reversed reversed, bool isOfScratch)
    {
        this.reversed = reversed;
        this.isOfScratch = isOfScratch;
        bytes = reversed.Symbols.New(isOfScratch ? "scratch" : "bytes", ScalarType.Int64);
        changesSteering = Tree.All(reversed.Forward).OfType<Assign>()
            .Any(assign => assign.Target is Read { Variable: { Type: ScalarType { IsFloating: false } } steering } && IsOfObject(steering));
    }

    /// <param name="Parameters">The positions of the forward method's parameters that the size depends on.</param>
    /// <param name="Reads">The positions of those whose elements it depends on.</param>
    internal sealed record Result(List<Statement> Body, EquatableArray<int> Parameters, EquatableArray<int> Reads)
    {
        /// <summary>The scratch size method; null where nothing is borrowed.</summary>
        public Result? Scratch { get; init; }
    }

    /// <summary>What the scratch size method of a stem is called.</summary>
    public static string ScratchName(string stem) => stem + "ScratchSize";

    public static Result? Of(Reversed reversed)
    {
        if (Tree.All(reversed.Forward).Any(statement => statement is While or Break))
            return null;
        bool borrows = Tree.All(reversed.Forward).Any(Borrows);
        Result? scratch = borrows ? new TapeSize(reversed, isOfScratch: true).Run(null) : null;
        // A size without what is borrowed would be too small.
        return borrows && scratch is null ? null : new TapeSize(reversed, isOfScratch: false).Run(scratch);
    }

    private static bool Borrows(Statement statement) => statement is Borrow or CallForward { IsRecorded: true, Callee.ScratchSizeParameters: not null }
        || statement is Declare { Value: RuntimeCall { Spelling: var spelling } } && spelling.StartsWith("frame.Scratch", StringComparison.Ordinal);

    private Result? Run(Result? scratch)
    {
        List<Statement> recorded = [.. reversed.SizedStatements(), .. reversed.Saves];
        List<Statement> body = Slice(recorded);
        // What the sizes are computed from is needed too, and what that is computed from.
        for (int before = -1; before != needed.Count;)
        {
            before = needed.Count;
            needed.UnionWith(Tree.Named(body));
            body = Slice(recorded);
        }
        if (dependsOnData || Tree.AllExpressions(body).Any(IsData))
            return null;
        body = isOfScratch ? Peak(body) : AsMethod(body, scratch);
        var named = new HashSet<Variable>(Tree.Named(body).Concat(receivers));
        List<int> parameters = [];
        for (int i = 0; i < reversed.Method.Parameters.Count; i++)
        {
            Parameter parameter = reversed.Method.Parameters[i];
            if (parameter.IsThis || named.Contains(parameter.Variable) || parameter.Parts.Any(part => named.Contains(part.Variable)) || parameter.Leaves.Any(leaf => named.Contains(leaf.Variable)) || scratch?.Parameters.Contains(i) == true)
                parameters.Add(i);
        }
        // What the method computes first cannot be given beforehand.
        if (parameters.Any(i => reversed.Method.Parameters[i].Passing == Passing.Out))
            return null;
        HashSet<Variable> read = [.. readByCalls, .. Tree.AllExpressions(body).OfType<Element>().Select(element => reversed.Facts.RootOf(element.Buffer))];
        List<int> reads = parameters.FindAll(i => reversed.Method.Parameters[i].Leaves.Any(leaf => read.Contains(leaf.Variable)) || scratch?.Reads.Contains(i) == true);
        return new Result(Tidy.Run(body), parameters, reads) { Scratch = scratch };
    }

    /// <summary>What is borrowed outside of loops, and of each place inside, and of all calls, the most.</summary>
    private List<Statement> Peak(List<Statement> body)
    {
        List<Statement> sizes = body.FindAll(IsSize);
        if (most.Count == 0 && body.TrueForAll(statement => statement is Declare || IsSize(statement)))
            return [.. body.Where(statement => statement is Declare), new Return(Sum(sizes.Select(SizeIn)))];
        Expr sum = most.Aggregate((Expr)new Read(bytes), (total, peak) => total + new Read(peak));
        if (sizes.Count == 0 && most.Count > 0 && !Tree.All(body).Any(IsSize))
        {
            sum = most.Skip(1).Aggregate((Expr)new Read(most[0]), (total, peak) => total + new Read(peak));
            return [.. most.Select(total => new Declare(total, Constant.Of(ScalarType.Int64, 0))), .. body, new Return(sum)];
        }
        return [.. most.Prepend(bytes).Select(total => new Declare(total, Constant.Of(ScalarType.Int64, 0))), .. body, new Return(sum)];
    }

    /// <summary>The size of the scratch memory of a call of the method itself.</summary>
    public static Expr OwnScratch(Method method, Result scratch)
    {
        IEnumerable<int> taken = method.IsOverload ? Enumerable.Range(0, method.Parameters.Count) : scratch.Parameters;
        return new RuntimeCall(ScratchName(method.Stem) + method.TypeParameters, ScalarType.Int64,
            taken.Where(i => !method.Parameters[i].IsThis).Select(i => (Expr)new Verbatim(method.Parameters[i].Name)).ToList());
    }

    /// <summary>One sum where nothing has to be counted.</summary>
    private List<Statement> AsMethod(List<Statement> body, Result? scratch)
    {
        if (scratch is not null)
            body.Add(Add(OwnScratch(reversed.Method, scratch)));
        List<Statement> declarations = body.TakeWhile(statement => statement is not Assign).ToList();
        List<Statement> rest = body.Skip(declarations.Count).ToList();
        if (declarations.All(statement => statement is Declare) && rest.All(IsSize))
        {
            Expr sum = Sum(rest.Select(SizeIn).Prepend(OfRecord(reversed.Method, reversed.Slots)));
            if (!rest.Exists(MayBeLarge))
                return [.. declarations, new Return(sum)];
            // What the user computes may wrap around: it does not stand where that is an error.
            if (!Tree.All(sum).Any(part => part is Unary or Binary { Type: not ScalarType { Kind: ScalarKind.Int64 } } or MathCall))
                return [.. declarations, new Return(new Overflow(IsChecked: true, sum))];
        }
        int first = body.TakeWhile(statement => IsSize(statement) && !MayBeLarge(statement)).Count();
        Expr begin = Sum(body.Take(first).Select(SizeIn).Prepend(OfRecord(reversed.Method, reversed.Slots)));
        return [new Declare(bytes, begin), .. Together(body.Skip(first), body.Exists(MayBeLarge)), new Return(new Read(bytes))];
    }

    /// <summary>The sum of sizes, equal ones counted.</summary>
    private static Expr Sum(IEnumerable<Expr> sizes)
    {
        Expr? sum = null;
        foreach (IGrouping<Expr, Expr> size in sizes.GroupBy(size => size))
        {
            Expr term = size.Count() == 1 ? size.Key : new Convert(ScalarType.Int64, Constant.Int(size.Count()), IsImplicit: true) * size.Key;
            sum = sum is null ? term : term is Binary { Operator: BinaryOperator.Subtract } difference ? sum + difference.Left - difference.Right : sum + term;
        }
        return sum!;
    }

    /// <summary>Whether what a statement adds may be more than 64 bits hold: what loops or called methods take, and products.</summary>
    private static bool MayBeLarge(Statement statement) => Tree.All(statement).Any(inner => inner is For)
        || Tree.AllExpressions([statement]).Any(part => part is RuntimeCall { IsOfUser: true }
            || part is RuntimeCall { Spelling: var spelling } size && spelling.StartsWith("Tape.SizeOf<", StringComparison.Ordinal) && size.Arguments[0].Type == ScalarType.Int64);

    /// <summary>One addition where sizes follow each other.</summary>
    /// <param name="isChecked">The sum may be large.</param>
    private List<Statement> Together(IEnumerable<Statement> body, bool isChecked)
    {
        var together = new List<Statement>();
        var sizes = new List<Expr>();
        foreach (Statement statement in body)
        {
            if (IsSize(statement) && !MayBeLarge(statement))
            {
                sizes.Add(SizeIn(statement));
                continue;
            }
            AddSizes();
            if (IsSize(statement))
                together.Add(isChecked ? Checked(SizeIn(statement)) : statement);
            else
                together.Add(Tree.MapBlocks(statement, block => new Block(Together(block.Statements.Items, isChecked))));
        }
        AddSizes();
        return together;

        void AddSizes()
        {
            if (sizes.Count > 0)
                together.Add(isChecked ? Checked(Sum(sizes)) : Add(Sum(sizes)));
            sizes.Clear();
        }
    }

    private Assign Checked(Expr size) => new(new Read(bytes), new RuntimeCall("Tape.Sum", ScalarType.Int64, [new Read(bytes), size]));

    /// <summary>What a record of a method takes beside its allocations. The records of helpers are always within others, and these note nothing.</summary>
    public static Expr OfRecord(Method method, int slots) => new RuntimeCall("Tape.SizeOfRecord", ScalarType.Int64,
        [Constant.Int(slots), .. !method.IsHelper && ArgumentChecks.Notes(method) is > 0 and var notes ? [new Verbatim($"notes: {notes}")] : Array.Empty<Expr>()]);

    /// <summary>What an allocation takes.</summary>
    public static Expr Of(ScalarType element, Expr count) => new RuntimeCall($"Tape.SizeOf<{element.Keyword}>", ScalarType.Int64, [count]);

    /// <summary>What a saved scalar takes: nothing beside its slot where it is known to fit in.</summary>
    public static Expr? OfSaved(ScalarType type) =>
        type.Kind == ScalarKind.Parameter ? new RuntimeCall($"Tape.SizeOfSaved<{type.Keyword}>", ScalarType.Int64, []) : null;

    private static Expr SizeIn(Statement statement) => ((Binary)((Assign)statement).Value).Right;

    private bool IsSize(Statement statement) => statement is Assign { Target: Read { Variable: var target } } && target == bytes;

    /// <summary>An element of a buffer of the method's own, or that it writes, is not known beforehand.</summary>
    private bool IsData(Expr expr) => expr is Row { Buffer.Type: BufferType { IsOnTape: true } } || expr is RuntimeCall { Spelling: var spelling } && !Sizes.Any(spelling.Contains)
        || (expr is Element element && IsComputed(reversed.Facts.RootOf(element.Buffer)));

    private bool IsComputed(Variable root) =>
        reversed.Facts.ParameterOf(root) is null || reversed.Facts.AccessesTo(root).HasWrites;

    private List<Statement> Slice(IEnumerable<Statement> statements, bool isInLoop = false)
    {
        var slice = new List<Statement>();
        foreach (Statement statement in statements)
        {
            Statement inner = Tree.MapBlocks(statement, block => new Block(Slice(block.Statements.Items, isInLoop || statement is For)));
            switch (inner)
            {
                case If { Then.Statements.Count: 0, Else.Statements.Count: 0 } or For { Body.Statements.Count: 0 }:
                    break;
                case If or For:
                    slice.Add(inner);
                    break;
                case Borrow borrow when isOfScratch:
                    slice.Add(Borrowed(statement, OfScratch(borrow.Element, borrow.Count), isInLoop));
                    break;
                case Run { Call: { Spelling: "frame.Save" } save }:
                    if (!isOfScratch && OfSaved(save.Arguments[1].Scalar) is { } saved)
                        slice.Add(Add(saved));
                    break;
                case CallForward call:
                    if (call.IsRecorded)
                        AddCall(call, slice);
                    // The results of a call are data: what they decide cannot be known beforehand.
                    dependsOnData |= reversed.Facts.AssignedBy(call).Concat(call.Result is { } result ? [result] : []).Any(needed.Contains);
                    break;
                case Declare { Variable: var variable, Value: { } value }:
                    AddDeclaration(statement, variable, value, slice, isInLoop);
                    break;
                case Declare { Variable: var variable } when needed.Contains(variable):
                    slice.Add(inner);
                    break;
                case Assign { Target: Read { Variable: var target } } when needed.Contains(target):
                    // Who asks for a size keeps the objects as they are.
                    dependsOnData |= IsOfObject(target);
                    slice.Add(inner);
                    break;
            }
        }
        return slice;
    }

    /// <summary>What each place borrows in loops, and what calls borrow: of these the most counts.</summary>
    private readonly Dictionary<Statement, Variable> peaks = new(Analysis.ReferenceComparer.Instance);
    private Variable? ofCalls;

    private Variable NewPeak()
    {
        Variable peak = reversed.Symbols.New("most", ScalarType.Int64);
        most.Add(peak);
        return peak;
    }

    private Assign Borrowed(Statement at, Expr size, bool isInLoop)
    {
        if (!isInLoop)
            return Add(size);
        if (!peaks.TryGetValue(at, out Variable peak))
            peaks[at] = peak = NewPeak();
        return Larger(peak, size);
    }

    private static Assign Larger(Variable peak, Expr size) => new(new Read(peak), new MathCall("Max", "Math.Max", ScalarType.Int64, [new Read(peak), size]));

    private static Expr OfScratch(ScalarType element, Expr count) => new RuntimeCall($"Tape.SizeOfScratch<{element.Keyword}>", ScalarType.Int64, [count]);

    private bool IsOfObject(Variable variable) =>
        variable.Kind == VariableKind.Member && reversed.Facts.ParameterOf(variable) is { IsLasting: true };

    private void AddDeclaration(Statement at, Variable variable, Expr value, List<Statement> slice, bool isInLoop)
    {
        RuntimeCall? call = (value is Stored stored ? stored.Value : value) as RuntimeCall;
        if (isOfScratch)
        {
            if (call?.Spelling.StartsWith("frame.Scratch", StringComparison.Ordinal) == true)
                slice.Add(Borrowed(at, OfScratch(variable.Element, call.Arguments[0]), isInLoop));
            dependsOnData |= call?.RowElement is not null && needed.Contains(variable);
        }
        else if (call?.Spelling.StartsWith("frame.Push", StringComparison.Ordinal) == true)
            slice.Add(Add(Of(variable.Element, call.Arguments[1])));
        else if (call?.RowElement is { } element)
        {
            slice.AddRange(Enumerable.Repeat(Add(Of(element, call.Arguments[0])), TapeRows.IsActive(call) ? 2 : 1));
            // Which number it gets is not known beforehand.
            dependsOnData |= needed.Contains(variable);
            return;
        }
        else if (call?.Spelling.StartsWith("frame.Append", StringComparison.Ordinal) == true)
            slice.Add(Add(Of(variable.Element, call.Arguments[0])));
        if (!needed.Contains(variable))
            return;
        // Of a local buffer only the length matters here.
        slice.Add(new Declare(variable, value switch
        {
            Stored computed => computed.Value,
            RuntimeCall { Spelling: var spelling } storage when spelling.StartsWith("frame.Append", StringComparison.Ordinal) => OfLength(variable, storage.Arguments[0]),
            RuntimeCall storage when storage.Spelling.StartsWith("frame.", StringComparison.Ordinal) => OfLength(variable, storage.Arguments[storage.Arguments.Count - 1]),
            _ => value,
        }));
    }

    private void AddCall(CallForward call, List<Statement> slice)
    {
        if (call.Callee.TapeSizeParameters is not { } parameters)
        {
            dependsOnData = true;
            return;
        }
        // What a called method does may depend on numbers of the object that are others by then.
        dependsOnData |= changesSteering && call.Arguments.Any(argument => argument.Type is StructType);
        // So are elements of the method's own, or that it writes: who asks for a size does not have them.
        List<Variable> roots = call.Callee.SizeReads.Items.SelectMany(i => reversed.Facts.BuffersOf(call.Arguments[i], call.Callee.Parameters[i]))
            .SelectMany(passed => reversed.Facts.RootsOf(Tree.BufferVariable(passed.Buffer))).ToList();
        dependsOnData |= roots.Exists(IsComputed);
        readByCalls.UnionWith(roots);
        string receiver = call.Callee.IsInstance ? call.Callee.Receiver(call.Arguments[0]) : "";
        if (call.Callee.IsInstance)
            receivers.UnionWith(Tree.Reads(call.Arguments[0]));
        Expr? borrowed = call.Callee.ScratchSizeParameters is { } ofScratch ? Sized("ScratchSize", ofScratch) : null;
        if (isOfScratch)
        {
            // One call gives back what it borrowed before the next one begins.
            if (borrowed is not null)
                slice.Add(Larger(ofCalls ??= NewPeak(), borrowed));
            return;
        }
        Expr size = Sized("TapeSize", parameters);
        if (borrowed is not null)
            size -= borrowed;
        slice.Add(Add(call.Callee.Notes == 0 ? size : size - new RuntimeCall("Tape.SizeOfNotes", ScalarType.Int64, [Constant.Int(call.Callee.Notes)])));

        Expr Sized(string member, EquatableArray<int> positions)
        {
            IEnumerable<int> taken = call.Callee.SizeDefaults.Count > 0 ? Enumerable.Range(0, call.Callee.SizeDefaults.Count) : positions;
            return new RuntimeCall($"{receiver}{call.Callee.Members}{member}{call.Callee.TypeArguments}", ScalarType.Int64,
                taken.Where(i => i > 0 || !call.Callee.IsInstance).Select(i => Argument(call, i, positions.Contains(i))).ToList())
            { IsOfUser = true };
        }
    }

    /// <summary>What the size does not depend on only says which of several overloads is meant.</summary>
    private static Expr Argument(CallForward call, int position, bool isUsed) => call.Arguments[position] switch
    {
        _ when !isUsed => new Verbatim(call.Callee.SizeDefaults[position]),
        Reference reference => reference.Target,
        var argument => argument,
    };

    private static Expr OfLength(Variable buffer, Expr length) =>
        new RuntimeCall($"Shape.OfLength<{buffer.Element.Keyword}>", buffer.Type, [length]);

    private Assign Add(Expr size) => new(new Read(bytes), new Read(bytes) + size);
}
