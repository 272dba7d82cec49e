using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;

namespace BackpropGen.Generator.Passes;

/// <summary>What a caller of a method needs to know of its derivative.</summary>
/// <param name="SizeReads">The positions of those whose elements the tape size method reads.</param>
/// <param name="NeedsTape">One of its passes uses the tape.</param>
internal sealed record Summary(EquatableArray<bool> ReadBackward, EquatableArray<int>? TapeSizeParameters, EquatableArray<int> SizeReads, bool NeedsTape = true)
{
    /// <summary>The positions of the parameters of the scratch size method; null where there is none.</summary>
    public EquatableArray<int>? ScratchSizeParameters { get; init; }
}

/// <summary>The members that are generated for a forward method; bodies only where it could be differentiated.</summary>
/// <param name="Kept">The names of what Forward keeps on the tape.</param>
/// <param name="KeptByGradient">Of these, what Gradient has to keep there too.</param>
/// <param name="Checks">Private methods with their checks.</param>
/// <param name="TapeSizeParameters">The positions of the parameters of the tape size method; null where there is none.</param>
internal sealed record Derivative(
    Method Method,
    Block? Forward,
    Block? Backward,
    Block? Gradient,
    Block? TapeSize,
    EquatableArray<int>? TapeSizeParameters,
    EquatableArray<string> Kept,
    EquatableArray<string> KeptByGradient,
    EquatableArray<CheckMethod> Checks)
{
    /// <summary>The scratch memory that a call borrows at most, where it borrows any.</summary>
    public Block? ScratchSize { get; init; }

    /// <summary>The positions of the parameters of the scratch size method.</summary>
    public EquatableArray<int> ScratchSizeParameters { get; init; }

    /// <summary>Both passes, where Backward computes the method again.</summary>
    public Block? Again { get; init; }

    /// <summary>The value alone, where Forward needs a method of its own for that.</summary>
    public Block? Value { get; init; }

    /// <summary>Both passes, which tell a trace where the first number that is not finite comes from.</summary>
    public Traced? Traced { get; init; }
}

/// <summary>From a forward method to its generated members: the order of the passes.</summary>
internal static class Differentiation
{
    public static Derivative Differentiate(Method method)
    {
        if (method.Body is null)
            return new Derivative(method, null, null, null, null, null, [], [], []);
        Derivative derivative = Members(method);
        return derivative with
        {
            Traced = derivative.Traced is { } traced ? traced with { Body = Finished(traced.Body)! } : null,
            Forward = Finished(derivative.Forward),
            Backward = Finished(derivative.Backward),
            Gradient = Finished(derivative.Gradient),
            TapeSize = Finished(derivative.TapeSize),
            ScratchSize = Finished(derivative.ScratchSize),
            Again = Finished(derivative.Again),
            Value = Finished(derivative.Value),
        };

        Block? Finished(Block? member) => NameCasts.Run(TapeRows.Run(member), method);
    }

    private static Derivative Members(Method method)
    {
        Reversed reversed = new Reversal.Reversal(SplitConditionals.Run(method)).Run();
        var members = new Members(reversed);
        if (method.IsFrameless)
            return new Derivative(reversed.Method, null, members.FramelessBackward(), null, null, null, [], [], []);
        if (method.IsRecomputed)
            return Recompute(reversed, members);
        TapeSize.Result? size = method.IsRecursive ? null : TapeSize.Of(reversed);
        return new Derivative(
            reversed.Method,
            members.Forward(size?.Scratch is { } borrowed ? TapeSize.OwnScratch(method, borrowed) : null),
            members.Backward(),
            method.ReturnType is { IsFloating: true } && !method.IsHelper ? members.Gradient() : null,
            size is null ? null : new Block(size.Body),
            size?.Parameters,
            members.Kept(),
            members.KeptByGradient(),
            members.Checks)
        {
            Traced = TestingMembers.Exist(method) ? members.Traced(members.Again()) : null,
            ScratchSize = size?.Scratch is { } scratch ? new Block(scratch.Body) : null,
            ScratchSizeParameters = size?.Scratch?.Parameters ?? [],
        };
    }

    private static Derivative Recompute(Reversed reversed, Members members)
    {
        Method method = reversed.Method;
        var again = new Recomputation(method);
        Checks Check(FrameKind kind, Block body) => members.Check(kind, true, body);
        Block forward = again.Forward(Check);
        Block backward = again.Backward(Check);
        Block? gradient = method.ReturnType is { IsFloating: true } && !method.IsHelper ? members.Gradient() : null;
        Block both = members.Again();
        return new Derivative(method, forward, backward, gradient, again.TapeSize, again.TapeSizeParameters, again.Kept, members.KeptByGradient(), members.Checks)
        {
            Again = both,
            Traced = TestingMembers.Exist(method) ? members.Traced(both) : null,
            Value = again.HasValue ? members.Value() : null,
        };
    }

    public static Summary Summarize(Method method)
    {
        if (method.Body is null)
            return new Summary(method.Parameters.Select(_ => true).ToList(), null, []);
        if (method.IsRecomputed)
            return new Summary(method.Parameters.Select(_ => true).ToList(), new Recomputation(method).TapeSizeParameters, []);
        // The members themselves are not needed here, and shaping them is most of the work.
        Reversed reversed = new Reversal.Reversal(SplitConditionals.Run(method)).Run();
        List<Statement> backward = Tidy.Run([.. reversed.Backward.Prologue, .. reversed.Backward.Statements]);
        TapeSize.Result? size = TapeSize.Of(reversed);
        bool needsTape = Passes.Members.UseTape([.. reversed.Forward, .. reversed.Saves, .. reversed.Backward.Prologue, .. reversed.Backward.Statements]);
        return new Summary(method.Parameters.Select(parameter => ReadsValues(backward, parameter)).ToList(), size?.Parameters, size?.Reads ?? [], needsTape) { ScratchSizeParameters = size?.Scratch?.Parameters };
    }

    /// <summary>Whether the backward method reads more of a parameter than its length.</summary>
    private static bool ReadsValues(List<Statement> backward, Parameter parameter)
    {
        HashSet<Variable> variables = [parameter.Variable, .. parameter.Leaves.Select(leaf => leaf.Variable)];
        return Tree.All(backward).SelectMany(Tree.Expressions).Any(Reads);

        bool Reads(Expr expr) => expr is not (Length or Extent) && ((expr is Read read && variables.Contains(read.Variable)) || Tree.Operands(expr).Any(Reads));
    }
}
