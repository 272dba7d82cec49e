using BackpropGen.Generator.Frontend.Calls;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend;

/// <summary>One run of the front end: the methods that a method calls are lowered once, and know who calls whom.</summary>
internal sealed class LoweringSession(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, Lowered> done = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, Method> provisional = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, EquatableArray<bool>> assumed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, Summary?> summaries = [];
    private readonly Dictionary<string, Method> helpers = [];
    private readonly Dictionary<string, string?> failures = [];
    private readonly List<IMethodSymbol> underway = [];
    private readonly List<IMethodSymbol> finished = [];
    private readonly Hierarchy hierarchy = new(compilation, cancellation);
    private readonly Dictionary<IMethodSymbol, ObjectClasses> classes = new(SymbolEqualityComparer.Default);
    private CallGraph? calls;
    private StateFields? state;
    private Values.StaticTables? tables;
    private IntegerMethods? integers;
    private UnwantedGradients? unwanted;

    public Compilation Compilation => compilation;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The package with the gradient check is referenced.</summary>
    public bool HasTesting { get; } = compilation.GetTypeByMetadataName("BackpropGen.Testing.GradientCheck") is not null;

    /// <summary>A chain of calls was too long, so that what is known of the called methods is not complete.</summary>
    public bool IsTooDeep { get; set; }

    public Lowered? Lower(IMethodSymbol method)
    {
        if (MethodSource.Of(method, compilation, cancellation) is not { } source)
            return null;
        if (done.TryGetValue(source.Symbol, out Lowered lowered))
            return lowered;
        if (underway.Contains(source.Symbol, SymbolEqualityComparer.Default))
            return null;
        if (underway.Count > LanguageSubset.MaximumCalls)
        {
            IsTooDeep = true;
            return null;
        }
        underway.Add(source.Symbol);
        int before = finished.Count;
        while (true)
        {
            lowered = Lowering.Lower(source, this);
            if (lowered.Method is not { IsRecursive: true, Body: not null } found || IsAsAssumed(source.Symbol, found))
                break;
            // What a recursive method writes is known when its calls of itself know it: from nothing upwards until nothing new is found.
            foreach (IMethodSymbol outdated in finished.Skip(before))
                done.Remove(outdated);
            finished.RemoveRange(before, finished.Count - before);
        }
        underway.RemoveAt(underway.Count - 1);
        finished.Add(source.Symbol);
        if (lowered.Method is { IsHelper: true } helper)
        {
            if (IsFrameless(source.Symbol, helper))
                lowered = lowered with { Method = helper = helper with { IsFrameless = true } };
            helpers[helper.Id] = helper;
        }
        return done[source.Symbol] = lowered;
    }

    /// <summary>A signature, before its method's body is looked at: what calls of the method from there can know.</summary>
    public void Begin(IMethodSymbol method, Method signature)
    {
        EquatableArray<bool>? known = assumed.TryGetValue(method, out EquatableArray<bool> written) ? written : (EquatableArray<bool>?)null;
        int next = 0;
        bool Next() => known is { } flags && flags[next++];
        signature = signature with
        {
            Parameters = signature.Parameters.Select(parameter =>
            {
                bool isWritten = Next() || parameter.IsByReference;
                return parameter with { IsWritten = isWritten, Leaves = parameter.Leaves.Select(leaf => leaf with { IsWritten = Next() }).ToList() };
            }).ToList(),
        };
        provisional[method] = signature;
    }

    /// <summary>The code of functions that stand in for their calls.</summary>
    public Inlining.FunctionBodies Bodies { get; } = new(compilation, cancellation);

    public Inlining.VectorLibrary Vectors { get; } = new(compilation, cancellation);

    public CustomDerivatives Custom { get; } = new(compilation);

    /// <summary>The methods that generated code calls as they are.</summary>
    public IntegerMethods Integers => integers ??= new IntegerMethods(Bodies);

    public Values.StaticTables Tables => tables ??= new Values.StaticTables(compilation, Bodies, cancellation);

    public StateFields State => state ??= new StateFields(compilation, Calls, hierarchy, cancellation);

    public bool IsRecursive(IMethodSymbol method) => Calls.IsRecursive(method);

    /// <summary>The warnings about obsolete and experimental members that a method uses.</summary>
    public EquatableArray<string> WarningsOf(IMethodSymbol method) => Calls.WarningsOf(method);

    private CallGraph Calls => calls ??= new CallGraph(compilation, hierarchy, cancellation);

    /// <summary>Of which classes the objects of a method may be.</summary>
    public ObjectClasses ClassesIn(IMethodSymbol method)
    {
        if (!classes.TryGetValue(method, out ObjectClasses? known))
            classes[method] = known = new ObjectClasses(method.ContainingType, Calls.VirtualReceivers(method), hierarchy, compilation);
        return known;
    }

    /// <summary>A called method, with or without a body; null where there is none of the kind that can be called.</summary>
    public Method? Callee(IMethodSymbol target) => Lower(target)?.Method
        ?? (MethodSource.Of(target, compilation, cancellation) is { } source && underway.Contains(source.Symbol, SymbolEqualityComparer.Default)
            && provisional.TryGetValue(source.Symbol, out Method signature) ? signature : null);

    /// <summary>The helpers that a method calls, directly and through other helpers.</summary>
    public EquatableArray<Method> HelpersOf(Method method)
    {
        var found = new SortedDictionary<string, Method>(StringComparer.Ordinal);
        var open = new Stack<Method>([method]);
        while (open.Count > 0)
        {
            foreach (Invoke call in Tree.All((open.Pop().Body ?? Block.Empty).Statements.Items).OfType<Invoke>())
            {
                if (!call.Callee.IsHelper || found.ContainsKey(call.Callee.Id) || !helpers.TryGetValue(call.Callee.Id, out Method helper))
                    continue;
                found.Add(helper.Id, helper);
                open.Push(helper);
            }
        }
        return found.Values.ToList();
    }

    /// <summary>The methods that are called where not all their gradients are wanted.</summary>
    public UnwantedGradients Unwanted => unwanted ??= new UnwantedGradients(this);

    /// <summary>A variant of a called method, generated like a helper; null where it has no derivative.</summary>
    public Method? AddVariant(Method variant, IMethodSymbol symbol)
    {
        if (FailureOf(variant) is not null)
            return null;
        if (IsFrameless(symbol, variant))
            variant = variant with { IsFrameless = true };
        return helpers[variant.Id] = variant;
    }

    private bool IsAsAssumed(IMethodSymbol method, Method found)
    {
        EquatableArray<bool> written = Written(found);
        bool isSame = Written(provisional[method]) == written;
        assumed[method] = written;
        return isSame;
    }

    /// <summary>What a call needs to know of a method.</summary>
    public Callee Describe(Method method, string prefix, string members)
    {
        Summary? summary = method.IsRecursive ? null : Summarize(method);
        return new Callee(
            prefix,
            method.Name,
            method.Id,
            method.Parameters,
            method.ReturnType,
            ExpressionOf(method),
            summary?.ReadBackward ?? method.Parameters.Select(_ => true).ToList(),
            summary?.TapeSizeParameters,
            OwnsStorage(method))
        {
            Members = members + method.Stem,
            IsInstance = method.IsInstance,
            IsHelper = method.IsHelper,
            HasUnknownSize = !method.IsRecursive && method.HasUnknownSize,
            HasEffects = Tree.All(method.Body?.Statements ?? []).Any(part => part is Effect or Invoke { Callee.HasEffects: true }),
            SizeReads = summary?.SizeReads ?? [],
            IsFrameless = method.IsFrameless,
            ScratchSizeParameters = summary?.ScratchSizeParameters,
            Notes = method.IsHelper ? 0 : ArgumentChecks.Notes(method),
        };
    }

    private static bool OwnsStorage(Method method) => method.IsRecursive
        || method.Body is { } body && Tree.All(body.Statements).Any(statement => statement is Allocate or Invoke { Callee.OwnsStorage: true });

    /// <summary>
    /// Whether passes can call a helper as it is, and its backward method needs no record: it keeps nothing, and its name means it alone wherever
    /// it is called. What a virtual call runs is not known; and a method that allocates does so on the tape.
    /// </summary>
    private bool IsFrameless(IMethodSymbol symbol, Method helper) =>
        helper is { Body: not null, IsRecursive: false, IsRecomputed: false } && !OwnsStorage(helper)
        && symbol is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAbstract: false }
        && symbol.ContainingType.GetMembers(symbol.Name).Length == 1 && Identifiers.Camel(symbol.Name) != symbol.Name
        && Summarize(helper) is { NeedsTape: false };

    /// <summary>The one expression of scalars that a method returns; null where it is more than that.</summary>
    public static Expr? ExpressionOf(Method method) =>
        !method.IsRecursive && method.Body is { Statements: { Count: 1 } statements } && statements[0] is Return { Value: { } value }
        && method.Parameters.All(parameter => parameter is { IsByReference: false, Variable.Type: ScalarType type } && (parameter.HasGradient || !type.IsFloating))
        && Tree.Reads(value).All(read => method.Parameters.Any(parameter => parameter.Variable == read))
        && CalledExpressions.Size(value) <= LanguageSubset.MaximumInlineSize
            ? value
            : null;

    private static EquatableArray<bool> Written(Method method) =>
        method.Parameters.SelectMany(parameter => parameter.Leaves.Select(leaf => leaf.IsWritten).Prepend(parameter.IsWritten)).ToList();

    /// <summary>Why a method that was lowered has no derivative; null where it has one.</summary>
    public string? FailureOf(Method method)
    {
        if (failures.TryGetValue(method.Id, out string? failure))
            return failure;
        try
        {
            Differentiation.Differentiate(method);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = e.Message;
        }
        return failures[method.Id] = failure;
    }

    private Summary? Summarize(Method method)
    {
        if (summaries.TryGetValue(method.Id, out Summary? summary))
            return summary;
        try
        {
            summary = method.Body is null ? null : Differentiation.Summarize(method);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Reported at the called method, by its own analysis.
            summary = null;
        }
        return summaries[method.Id] = summary;
    }
}
