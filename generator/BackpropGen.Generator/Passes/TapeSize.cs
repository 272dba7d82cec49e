using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>
/// The tape bytes of one Forward: the forward pass sliced down to what decides how much it records. There is none where that
/// depends on values that the method computes.
/// </summary>
internal sealed class TapeSize
{
    private static readonly string[] Sizes = ["Tape.SizeOf", "TapeSize", "Shape.OfLength"];

    private readonly Reversed reversed;
    private readonly Variable bytes;
    private readonly HashSet<Variable> needed = [];
    private readonly HashSet<Variable> receivers = [];
    private readonly HashSet<Variable> readByCalls = [];
    private readonly bool changesSteering;
    private bool dependsOnData;

    private TapeSize(Reversed reversed)
    {
        this.reversed = reversed;
        bytes = reversed.Symbols.New("bytes", ScalarType.Int64);
        changesSteering = Tree.All(reversed.Forward).OfType<Assign>()
            .Any(assign => assign.Target is Read { Variable: { Type: ScalarType { IsFloating: false } } steering } && IsOfObject(steering));
    }

    /// <param name="Parameters">The positions of the forward method's parameters that the size depends on.</param>
    /// <param name="Reads">The positions of those whose elements it depends on.</param>
    internal sealed record Result(List<Statement> Body, EquatableArray<int> Parameters, EquatableArray<int> Reads);

    public static Result? Of(Reversed reversed) => new TapeSize(reversed).Run();

    private Result? Run()
    {
        if (Tree.All(reversed.Forward).Any(statement => statement is While or Break))
            return null;
        List<Statement> recorded = [.. reversed.ForwardStatements(), .. reversed.Saves];
        List<Statement> body = Slice(recorded);
        // What the sizes are computed from is needed too, and what that is computed from.
        for (int before = -1; before != needed.Count;)
        {
            before = needed.Count;
            needed.UnionWith(Tree.Named(body));
            body = Slice(recorded);
        }
        if (dependsOnData || Tree.All(body).SelectMany(Tree.Expressions).SelectMany(Tree.All).Any(IsData))
            return null;
        body = AsMethod(body);
        var named = new HashSet<Variable>(Tree.Named(body).Concat(receivers));
        List<int> parameters = [];
        for (int i = 0; i < reversed.Method.Parameters.Count; i++)
        {
            Parameter parameter = reversed.Method.Parameters[i];
            if (parameter.IsThis || named.Contains(parameter.Variable) || parameter.Parts.Any(part => named.Contains(part.Variable)) || parameter.Leaves.Any(leaf => named.Contains(leaf.Variable)))
                parameters.Add(i);
        }
        // What the method computes first cannot be given beforehand.
        if (parameters.Any(i => reversed.Method.Parameters[i].Passing == Passing.Out))
            return null;
        HashSet<Variable> read = [.. readByCalls, .. Tree.All(body).SelectMany(Tree.Expressions).SelectMany(Tree.All).OfType<Element>().Select(element => reversed.Facts.RootOf(element.Buffer))];
        List<int> reads = parameters.FindAll(i => reversed.Method.Parameters[i].Leaves.Any(leaf => read.Contains(leaf.Variable)));
        return new Result(Tidy.Run(body), parameters, reads);
    }

    /// <summary>One sum where nothing has to be counted.</summary>
    private List<Statement> AsMethod(List<Statement> body)
    {
        List<Statement> declarations = body.TakeWhile(statement => statement is not Assign).ToList();
        List<Statement> rest = body.Skip(declarations.Count).ToList();
        if (declarations.All(statement => statement is Declare) && rest.All(IsSize))
        {
            Expr? sum = null;
            foreach (IGrouping<Expr, Expr> size in rest.Select(statement => ((Binary)((Assign)statement).Value).Right).GroupBy(size => size))
            {
                Expr term = size.Count() == 1 ? size.Key : Constant.Of(ScalarType.Int32, size.Count()) * size.Key;
                sum = sum is null ? term : sum + term;
            }
            return [.. declarations, new Return(sum ?? Constant.Of(ScalarType.Int64, 0))];
        }
        return [new Declare(bytes, Constant.Of(ScalarType.Int64, 0)), .. body, new Return(new Read(bytes))];
    }

    private bool IsSize(Statement statement) => statement is Assign { Target: Read { Variable: var target } } && target == bytes;

    /// <summary>An element of a buffer of the method's own, or that it writes, is not known beforehand.</summary>
    private bool IsData(Expr expr) => expr is Row { Buffer.Type: BufferType { IsOnTape: true } } || expr is RuntimeCall { Spelling: var spelling } && !Sizes.Any(spelling.Contains)
        || (expr is Element element && IsComputed(reversed.Facts.RootOf(element.Buffer)));

    private bool IsComputed(Variable root) =>
        reversed.Facts.ParameterOf(root) is null || reversed.Facts.AccessesTo(root).Any(access => access.IsWrite);

    private List<Statement> Slice(IEnumerable<Statement> statements)
    {
        var slice = new List<Statement>();
        foreach (Statement statement in statements)
        {
            Statement inner = Tree.MapBlocks(statement, block => new Block(Slice(block.Statements.Items)));
            switch (inner)
            {
                case If { Then.Statements.Count: 0, Else.Statements.Count: 0 } or For { Body.Statements.Count: 0 }:
                    break;
                case If or For:
                    slice.Add(inner);
                    break;
                case Run { Call: { Spelling: "frame.Save" } save }:
                    slice.Add(Add(SizeOf(save.Arguments[1].Scalar, Constant.Int(1))));
                    break;
                case CallForward call:
                    if (call.IsRecorded)
                        AddCall(call, slice);
                    // The results of a call are data: what they decide cannot be known beforehand.
                    dependsOnData |= reversed.Facts.AssignedBy(call).Concat(call.Result is { } result ? [result] : []).Any(needed.Contains);
                    break;
                case Declare { Variable: var variable, Value: { } value }:
                    AddDeclaration(variable, value, slice);
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

    private bool IsOfObject(Variable variable) =>
        variable.Kind == VariableKind.Member && reversed.Facts.ParameterOf(variable) is { IsLasting: true };

    private void AddDeclaration(Variable variable, Expr value, List<Statement> slice)
    {
        RuntimeCall? call = (value is Stored stored ? stored.Value : value) as RuntimeCall;
        if (call?.Spelling.StartsWith("frame.Push", StringComparison.Ordinal) == true)
            slice.Add(Add(SizeOf(variable.Element, call.Arguments[1])));
        else if (call?.RowElement is { } element)
        {
            slice.AddRange(Enumerable.Repeat(Add(SizeOf(element, call.Arguments[0])), TapeRows.IsActive(call) ? 2 : 1));
            // Which number it gets is not known beforehand.
            dependsOnData |= needed.Contains(variable);
            return;
        }
        else if (call?.Spelling.StartsWith("frame.Append", StringComparison.Ordinal) == true)
            slice.Add(Add(SizeOf(variable.Element, call.Arguments[0])));
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
        string name = $"{receiver}{call.Callee.Members}TapeSize{call.Callee.TypeArguments}";
        if (call.Callee.IsInstance)
            receivers.UnionWith(Tree.Reads(call.Arguments[0]));
        IEnumerable<int> taken = call.Callee.SizeDefaults.Count > 0 ? Enumerable.Range(0, call.Callee.SizeDefaults.Count) : parameters;
        slice.Add(Add(new RuntimeCall(name, ScalarType.Int64, taken.Where(i => i > 0 || !call.Callee.IsInstance).Select(i => Argument(call, i, parameters.Contains(i))).ToList()) { IsOfUser = true }));
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

    private static Expr SizeOf(ScalarType element, Expr count) => new RuntimeCall($"Tape.SizeOf<{element.Keyword}>", ScalarType.Int64, [count]);
}
