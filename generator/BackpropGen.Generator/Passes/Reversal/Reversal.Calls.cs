using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes.Reversal;

/// <summary>Calls of other differentiable methods: their forward method records, their backward method takes the record off again.</summary>
internal sealed partial class Reversal
{
    private void VisitInvoke(Invoke invoke, Context context)
    {
        Callee callee = invoke.Callee;
        // Storage of the callee's own is only on the tape in its Forward.
        bool isActive = (callee.OwnsStorage && invoke.Arguments.Where((_, i) => callee.Parameters[i].HasGradient).All(argument => argument.Type is not StructType || IsActiveArgument(argument)))
            || (invoke.Result is { } r && activity.IsActive(r))
            || invoke.Arguments.Where((argument, i) => IsOutput(callee.Parameters[i]) && IsActiveArgument(argument)).Any();
        CheckOverlaps(invoke, context);
        if (isActive)
            CallBackward(invoke, context);
        Func<Expr, Expr> use = Flush(context);
        bool isRecorded = isActive && !callee.IsFrameless && callee.Custom is not { Forward: null };
        context.Scope.Forward.Add(new CallForward(callee, invoke.Arguments.Select(argument => Used(argument, use)).ToList(), invoke.Result, isRecorded));
        if (invoke.Result is not { } result)
            return;
        AddLocal(context.Scope, new Local(result, Provision.Value, null));
        if (activity.IsActive(result))
            AddLocal(context.Scope, new Local(symbols.CotangentOf(result), Provision.Cotangent, null));
    }

    /// <summary>What is passed by reference is a place, not a value that could have been computed beforehand.</summary>
    private static Expr Used(Expr argument, Func<Expr, Expr> use) => argument switch
    {
        Reference { Target: Element element } reference => reference with { Target = element with { Index = use(element.Index) } },
        Reference => argument,
        _ => use(argument),
    };

    /// <summary>What the method writes carries a derivative.</summary>
    private static bool IsOutput(Parameter parameter) => parameter.Leaves.Any(leaf => leaf.HasGradient && parameter.Writes(leaf));

    private bool IsActiveArgument(Expr argument) =>
        argument.Type is ScalarType ? activity.IsActive(argument) : activity.IsActive(Tree.BufferVariable(argument));

    private void CallBackward(Invoke invoke, Context context)
    {
        Callee callee = invoke.Callee;
        var arguments = new List<Expr>();
        for (int i = 0; i < invoke.Arguments.Count; i++)
        {
            if (callee.Parameters[i] is { IsPassedBackward: true } parameter)
                arguments.Add(Again(invoke.Arguments[i], parameter, callee.ReadBackward[i], context));
        }
        if (!callee.IsFrameless && callee.Custom is not { Forward: null })
            arguments.Add(Verbatim.Tape);
        if (callee.ReturnType is { } type && (type.IsFloating || callee.Custom is null))
        {
            arguments.Add(invoke.Result is { } result && activity.IsActive(result)
                ? new Read(symbols.CotangentOf(result)) : Constant.Of(type, 0));
        }
        var afterwards = new List<(Expr Argument, Variable Cotangent)>();
        var references = new ReferenceCotangents(this, invoke, context);
        for (int i = 0; i < invoke.Arguments.Count; i++)
        {
            if (callee.Parameters[i].IsByReference)
                arguments.AddRange(references.Pass(i));
            else if (callee.Parameters[i].HasGradient)
                arguments.Add(Gradient(invoke.Arguments[i], callee.Parameters[i], IsWritten(invoke, i), afterwards, context));
        }
        string receiver = callee.IsInstance ? callee.Receiver(invoke.Arguments[0]) : "";
        if (callee.IsInstance)
            arguments.RemoveAt(0);
        context.Backward.Add(new Run(new RuntimeCall(callee.Custom?.Backward ?? $"{receiver}{callee.Members}Backward{callee.TypeArguments}", null, arguments) { IsOfUser = true }));
        context.Backward.AddRange(references.After);
        foreach ((Expr argument, Variable cotangent) in afterwards)
            Propagate(argument, new Read(cotangent), context);
        if (MayBeUnwanted(context) && Wanted(invoke, context) is { } wanted)
            SkipUnwanted(callee, wanted, context);
    }

    /// <summary>The record of a call of which nothing is wanted is dropped.</summary>
    private static void SkipUnwanted(Callee callee, Expr wanted, Context context)
    {
        List<Statement> drop = callee is { Custom: null, IsFrameless: false } ? [new Run(new RuntimeCall("tape.Drop", null, [new Verbatim($"\"{callee.Id}\"")]))] : [];
        List<Statement> statements = wanted is Constant { Value: 0 } ? drop : [new If(wanted, new Block([.. context.Backward]), new Block(drop))];
        context.Backward.Clear();
        context.Backward.AddRange(statements);
    }

    /// <summary>Whether a cotangent of what a call gives is not zero; null where that is not asked.</summary>
    private Expr? Wanted(Invoke invoke, Context context)
    {
        if (invoke.Callee.Custom is { Forward: not null })
            return null;
        Expr wanted = invoke.Result is { } result && activity.IsActive(result)
            ? new Binary(BinaryOperator.NotEqual, new Read(symbols.CotangentOf(result)), Constant.Of(result.Element, 0)) : Constant.Of(ScalarType.Bool, 0);
        for (int i = 0; i < invoke.Arguments.Count; i++)
        {
            Expr argument = invoke.Arguments[i];
            if (!IsOutput(invoke.Callee.Parameters[i]) || !IsActiveArgument(argument))
                continue;
            if (argument.Type is not BufferType { IsWhole: false } buffer)
                return null;
            Expr isWanted = new Unary(UnaryOperator.Not, new RuntimeCall($"Vjp.AreZero<{buffer.Element.Keyword}>", ScalarType.Bool, [CotangentOf(argument, context)]));
            wanted = wanted is Constant ? isWanted : new Binary(BinaryOperator.Or, wanted, isWanted);
        }
        return wanted;
    }

    /// <summary>An argument as the callee's backward method wants it: with the values of the call, or just as long.</summary>
    private Expr Again(Expr argument, Parameter parameter, bool isRead, Context context)
    {
        if (argument.Type is ScalarType)
            return Need(argument, context);
        if (argument is Read { Variable: { Type: StructType } whole })
        {
            if (isRead && IsOverwritten(argument, parameter, context))
                throw WantsOldValues(whole);
            return argument;
        }
        bool isOverwritten = isRead && dependence.MayBeOverwritten(facts.RegionOf(argument), context.At);
        int budget = int.MaxValue;
        if (!isOverwritten && Stable(argument, context, ref budget) is { } stable)
            return stable;
        // What is kept is a span.
        if (parameter.Variable.Type is BufferType { Kind: BufferKind.Array } array)
            throw WantsOldValues(Tree.BufferVariable(argument), array.IsShaped ? "" : ": let that method take a ReadOnlySpan<T>");
        return new Read(SnapshotOf(argument, context.Scope, context));
    }

    private static Diagnostics.UnsupportedException WantsOldValues(Variable whole, string advice = "") =>
        new($"'{whole.Name}' is passed to a method that needs its old values backward, and is written later{advice}");

    /// <summary>Whether a member that the callee reads, and does not keep itself because it writes it, is another one when the backward pass comes.</summary>
    private bool IsOverwritten(Expr argument, Parameter parameter, Context context) => facts.Pairs(argument, parameter).Any(pair => pair.Own.Variable switch
    {
        _ when parameter.IsShared && !pair.Called.IsSteady => false,
        { Type: ScalarType } scalar => !IsPassedBackward(scalar) || dependence.MayChange(scalar, context.At),
        var buffer => !IsPassedBackward(buffer) || dependence.MayBeOverwritten(facts.RegionOf(new Read(buffer)), context.At),
    });

    /// <summary>Whether the callee writes, by way of another argument, where the value of an argument comes from.</summary>
    private bool IsWritten(Invoke invoke, int position)
    {
        Expr value = invoke.Arguments[position];
        return invoke.Arguments.Where((argument, i) => i != position && Writes(argument, invoke.Callee.Parameters[i])).Any();

        bool Writes(Expr argument, Parameter parameter) => argument.Type switch
        {
            StructType => facts.Pairs(argument, parameter).Any(pair => parameter.Writes(pair.Called) && IsIn(new Read(pair.Own.Variable))),
            BufferType => parameter.IsWritten && IsIn(argument),
            _ => false,
        };

        bool IsIn(Expr storage) => value is Element element ? storage.Type is BufferType && facts.MayShare(element.Buffer, storage) : value == storage;
    }

    /// <summary>Where the callee adds the cotangent of an argument; not where it turns other cotangents into those of before the call.</summary>
    private Expr Gradient(Expr argument, Parameter parameter, bool isWritten, List<(Expr, Variable)> afterwards, Context context)
    {
        bool isActive = IsActiveArgument(argument);
        if (argument.Type is StructType)
        {
            if (!isActive)
                throw new Diagnostics.UnsupportedException($"'{Tree.BufferVariable(argument).Name}' has no gradient here, and is passed to a parameter that has one");
            Expr whole = new Read(symbols.CotangentOf(Tree.BufferVariable(argument)));
            return parameter.GradientIsReference ? new Reference("ref", whole) : whole;
        }
        if (argument.Type is BufferType buffer)
        {
            if (isActive)
                return CotangentOf(argument, context);
            if (buffer.IsShaped)
                throw new Diagnostics.UnsupportedException($"'{Tree.BufferVariable(argument).Name}' has no gradient here, and is passed to a parameter that has one");
            Variable unused = symbols.New(Names.Cotangent("Unused"), new BufferType(buffer.Element, BufferKind.Span));
            AddLocal(context.Scope, new Local(unused, Provision.CotangentStorage, LengthOf(argument, context)));
            return new Read(unused);
        }
        switch (argument)
        {
            case Read { Variable: var variable } when isActive && !isWritten && facts.LeafOf(variable) is not { Access: LeafAccess.Property, IsWritten: true }:
                return new Reference("ref", new Read(symbols.CotangentOf(variable)));
            case Element element when isActive && !isWritten && element.Buffer.Type is not BufferType { Member.IsVariable: false }:
                return new Reference("ref", new Element(CotangentOf(element.Buffer, context), Need(element.Index, context)));
            default:
                Variable cotangent = symbols.New(Names.Cotangent(isActive ? parameter.Name : "Unused"), argument.Type);
                context.Backward.Add(new Declare(cotangent, Constant.Of(argument.Scalar, 0)));
                if (isActive)
                    afterwards.Add((argument, cotangent));
                return new Reference("ref", new Read(cotangent));
        }
    }

    /// <summary>Arguments that may share memory, one of which the callee writes, are looked at when the call is made.</summary>
    private void CheckOverlaps(Invoke invoke, Context context)
    {
        List<(Expr Buffer, bool IsWritten, string Words)> buffers = invoke.Arguments.SelectMany((argument, i) =>
            PassedStorage(argument, invoke.Callee.Parameters[i]).Select(passed => (passed.Buffer, passed.IsWritten, WordsFor(invoke, i, passed.Buffer)))).ToList();
        for (int i = 0; i < buffers.Count; i++)
        {
            for (int j = 0; j < buffers.Count; j++)
            {
                bool isPair = i != j && buffers[i].IsWritten && (!buffers[j].IsWritten || i > j);
                if (isPair && dependence.MayOverlap(facts.RegionOf(buffers[i].Buffer), facts.RegionOf(buffers[j].Buffer), context.At))
                    context.Scope.Forward.Add(new Run(new RuntimeCall("Overlap.Disjoint", null, [buffers[i].Buffer, buffers[j].Buffer, new Verbatim(buffers[i].Words), new Verbatim(buffers[j].Words)])));
            }
        }
    }

    /// <summary>What a message calls a buffer: as the argument is written, or by its name in the object that is passed.</summary>
    private static string WordsFor(Invoke invoke, int position, Expr buffer) => invoke.Arguments[position].Type is not StructType && invoke.Words.Count > position
        ? invoke.Words[position] : $"\"{MemberPath.WithoutCasts(Tree.BufferVariable(buffer).Name)}\"";

    /// <summary>The buffers that an argument hands over; an element as an <c>in</c> argument is one of them.</summary>
    private IEnumerable<(Expr Buffer, bool IsWritten)> PassedStorage(Expr argument, Parameter parameter) => argument is Element element && parameter.Passing == Passing.In
        ? [(new Slice(element.Buffer, element.Index, Constant.Int(1)), false)] : facts.BuffersOf(argument, parameter);
}
