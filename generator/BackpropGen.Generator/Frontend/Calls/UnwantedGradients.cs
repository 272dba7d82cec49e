using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes.Reversal;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>
/// What nobody wants is not computed: a call that passes data without a gradient for a parameter that has one calls a variant of the method,
/// of which that parameter has none.
/// </summary>
internal sealed class UnwantedGradients(LoweringSession session)
{
    private static readonly string[] Suffixes = ["", "Forward", "Backward", "TapeSize", "ScratchSize", "CheckForward", "CheckBackward"];

    private readonly Dictionary<string, (Method Method, IMethodSymbol Symbol)> called = [];
    private readonly Dictionary<string, Method?> variants = [];

    /// <summary>Remembers what is called by an id.</summary>
    public void Note(Method method, IMethodSymbol symbol) => called[method.Id] = (method, symbol);

    /// <summary>The method, with calls of variants where it wants less than all gradients.</summary>
    public Method Run(Method method)
    {
        if (method.Body is not { } body || method.IsRecursive || !Tree.All(body.Statements).OfType<Invoke>().Any(invoke => invoke.Callee.Parameters.Any(MayBeUnwanted)))
            return method;
        var facts = new Facts(method);
        var activity = new Activity(facts);
        return method with { Body = Visit(body) };

        Block Visit(Block block) => new(block.Statements.Select(statement => statement is Invoke invoke ? Changed(invoke) : Tree.MapBlocks(statement, Visit)).ToList());

        Statement Changed(Invoke invoke)
        {
            List<int> unwanted = Enumerable.Range(0, invoke.Arguments.Count)
                .Where(i => MayBeUnwanted(invoke.Callee.Parameters[i]) && invoke.Arguments[i].Type is BufferType && !activity.IsActive(Tree.BufferVariable(invoke.Arguments[i]))).ToList();
            return unwanted.Count > 0 && VariantOf(invoke.Callee, unwanted) is { } variant ? invoke with { Callee = variant } : invoke;
        }
    }

    /// <summary>A span or array of numbers that is only read.</summary>
    private static bool MayBeUnwanted(Parameter parameter) =>
        parameter is { HasGradient: true, IsWritten: false, Leaves.Count: 1, Variable.Type: BufferType { IsWhole: false } };

    private Callee? VariantOf(Callee callee, List<int> unwanted)
    {
        if (callee is not { Custom: null, Expression: null, TypeArguments: "" } || !called.TryGetValue(callee.Id, out var original) || !IsFixed(original.Symbol))
            return null;
        string words = string.Join("And", unwanted.Select(i => Names.Pascal(callee.Parameters[i].Name)));
        string id = $"{callee.Id}-without-{string.Join("-", unwanted.Select(i => callee.Parameters[i].Name.TrimStart('@')))}";
        if (!variants.TryGetValue(id, out Method? variant))
            variants[id] = variant = Variant(original.Method, original.Symbol, unwanted, id, words);
        if (variant is null)
            return null;
        string before = callee.Members.Substring(0, callee.Members.Length - original.Method.Stem.Length);
        return session.Describe(variant, callee.Prefix, before) with { Name = callee.Name, IsInstance = callee.IsInstance };
    }

    /// <summary>It is known what runs, and there is one place for the members of variants.</summary>
    private static bool IsFixed(IMethodSymbol symbol) => symbol is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsGenericMethod: false, ContainingType.IsGenericType: false };

    private Method? Variant(Method method, IMethodSymbol symbol, List<int> unwanted, string id, string words)
    {
        if (method is not { Body: not null, IsRecursive: false, IsRecomputed: false } || HelperPlace.Of(symbol, session.Compilation) is not { } place)
            return null;
        string stem = $"{method.Stem}Without{words}";
        while (MemberStems.MethodsWith(symbol.ContainingType, stem).Any() || Suffixes.Any(suffix => symbol.ContainingType.GetMembers(suffix.StartsWith("Check", StringComparison.Ordinal) ? suffix.Insert(5, stem) : stem + suffix).Any()))
            stem += "2";
        Method variant = method with
        {
            Id = id,
            HintName = $"{id}.g.cs",
            Stem = stem,
            Containing = place.Shell,
            Accessibility = place.Accessibility,
            IsHelper = true,
            IsFrameless = false,
            IsOverload = false,
            NeedsDeclaration = false,
            Omitted = [],
            Shapes = [],
            Parameters = method.Parameters.Select((parameter, i) => unwanted.Contains(i) ? parameter with { Leaves = parameter.Leaves.Select(leaf => leaf with { IsNoGradient = true }).ToList() } : parameter).ToList(),
        };
        return session.AddVariant(Run(variant), symbol);
    }
}
