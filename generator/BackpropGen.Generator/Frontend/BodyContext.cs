using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>What is known while a body is lowered: its variables, and the statements so far.</summary>
internal sealed class BodyContext
{
    private readonly Dictionary<ILocalSymbol, Read> objects = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Statement, SyntaxNode> origins = new(Analysis.ReferenceComparer.Instance);
    private readonly Dictionary<Variable, int> ofExpressions = [];
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, int> suffixes = [];
    private readonly HashSet<string> ofGradients;
    private readonly HashSet<string> viewed = [];
    private readonly Dictionary<ISymbol, Variable> tables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Variable, EquatableArray<Expr>> extents = [];
    private readonly Dictionary<string, int> declarations;
    private readonly IReadOnlyCollection<string> inlined;
    private int nextId;
    private int depth;
    private bool isTooDeep;

    /// <param name="exchanged">The parameters and members whose rows change places.</param>
    /// <param name="inlined">The methods whose bodies stand in for calls that could be made.</param>
    public BodyContext(MethodSource source, Method signature, LoweringSession session, Refusals refusals, IReadOnlyCollection<Variable> exchanged, IReadOnlyCollection<string> inlined)
    {
        this.inlined = inlined;
        Source = source;
        Signature = signature;
        Session = session;
        Refusals = refusals;
        IsElsewhere = signature.IsHelper && Calls.HelperPlace.Of(source.Symbol, session.Compilation) is { IsElsewhere: true };
        Names = new TypeNames(source.Model, source.Position, source.Symbol.ContainingType, IsElsewhere);
        Classes = session.ClassesIn(source.Symbol);
        Functions = new Inlining.KnownFunctions(this);
        Storage = new Storage(signature.Parameters);
        Moving = new Buffers.MovingBuffers(this);
        Rows = new Buffers.RowTables(this, exchanged);
        nextId = signature.Parameters.Sum(parameter => parameter.Leaves.Count + parameter.Parts.Count + (parameter.IsStruct ? 1 : 0));
        ofGradients = [.. signature.Parameters.Select(parameter => parameter.GradientName), .. signature.GeneratedNames];
        taken = [.. signature.ReservedNames, .. signature.GeneratedNames];
        declarations = source.Syntax.DescendantNodes().Select(DeclaredName).OfType<string>()
            .GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
    }

    public MethodSource Source { get; }

    /// <summary>Generated members stand in a class beside the method's own type.</summary>
    public bool IsElsewhere { get; }

    /// <summary>Whether a method's body stands in for its calls here, though they could be made.</summary>
    public bool IsInlined(Microsoft.CodeAnalysis.IMethodSymbol method) => inlined.Count > 0 && !Session.IsRecursive(method)
        && MethodSource.Of(method, Session.Compilation, Session.Cancellation) is { Symbol: var symbol } && inlined.Contains(FileNames.Id(symbol));

    /// <summary>Whether generated members can name it.</summary>
    public bool Reaches(ISymbol symbol) =>
        Session.Compilation.IsSymbolAccessibleWithin(symbol, IsElsewhere ? Session.Compilation.Assembly : Source.Symbol.ContainingType);

    /// <summary>Of which classes the objects may be.</summary>
    public Calls.ObjectClasses Classes { get; }

    /// <summary>The objects whose class decides what a call runs.</summary>
    public HashSet<Variable> Asked { get; } = [];

    /// <summary>How types are written in them.</summary>
    public TypeNames Names { get; }

    /// <summary>The enums of which there are values, by their full names.</summary>
    public SortedDictionary<string, string> Enums { get; } = new(StringComparer.Ordinal);

    public Method Signature { get; }

    public LoweringSession Session { get; }

    public Refusals Refusals { get; }

    public Storage Storage { get; }

    /// <summary>The spans and arrays that are reassigned.</summary>
    public Buffers.MovingBuffers Moving { get; }

    /// <summary>The arrays of arrays whose rows change.</summary>
    public Buffers.RowTables Rows { get; }

    /// <summary>The statements of the block at hand.</summary>
    public List<Statement> Output { get; private set; } = [];

    /// <summary>The user's statement at hand.</summary>
    public string Comment { get; set; } = "";

    /// <summary>What the body became is nested too deeply to be looked at further.</summary>
    public bool IsTooDeep { get; set; }

    /// <summary>Above zero, statements come from blocks that have no counterpart in the intermediate representation.</summary>
    public int FlattenedDepth { get; set; }

    /// <summary>Where break, continue and return lead.</summary>
    public ControlFlow.JumpTargets Jumps { get; } = new();

    /// <summary>The indices and ranges that locals are known to be.</summary>
    public Dictionary<ILocalSymbol, Buffers.RangeValue> Ranges { get; } = new(SymbolEqualityComparer.Default);

    public IEnumerable<string> TakenNames => taken;

    /// <summary>Integer overflow is checked where the user did not say anything.</summary>
    public bool IsProjectChecked => Source.Model.Compilation.Options.CheckOverflow;

    /// <summary>What a local or a parameter of an inlined body stands for; null where it is not known.</summary>
    public Expr? Find(ISymbol symbol) => Seen.Names.TryGetValue(symbol, out Expr? value) ? value : null;

    public void Bind(ISymbol symbol, Expr value) => Seen = Seen with { Names = Seen.Names.SetItem(symbol, value) };

    /// <summary>What the body at hand sees.</summary>
    public Inlining.Surroundings Seen { get; set; } = Inlining.Surroundings.None;

    /// <summary>The object that a local names, which it does for good.</summary>
    public Read? FindObject(ILocalSymbol local) => objects.TryGetValue(local, out Read whole) ? whole : null;

    public void Name(ILocalSymbol local, Read whole) => objects[local] = whole;

    /// <summary>The place of the first declared parameter: an instance method's object comes before it.</summary>
    public int FirstParameter => Signature.IsInstance ? 1 : 0;

    /// <summary>The object of the inlined instance method at hand, part by part.</summary>
    public Expr? This
    {
        get => Seen.This;
        set => Seen = Seen with { This = value };
    }

    /// <summary>The bodies that are being lowered inside this one.</summary>
    public Inlining.InliningStack Inlined { get; } = new();

    /// <summary>The functions that delegates of the body are known to be.</summary>
    public Inlining.KnownFunctions Functions { get; }

    /// <summary>The spans of an object under construction that it does not have yet, and the statements among which it gets them.</summary>
    public Dictionary<Variable, List<Statement>> Unassigned { get; } = [];

    public Variable Declare(ILocalSymbol local, IrType type, VariableKind kind = VariableKind.Local)
    {
        bool isAmbiguous = Inlined.Depth > 0 ? taken.Contains(local.Name) : FlattenedDepth > 0 && declarations.TryGetValue(local.Name, out int count) && count > 1;
        bool isRenamed = isAmbiguous || ofGradients.Contains(local.Name);
        string name = isRenamed ? Unique(local.Name) : Identifiers.Escape(local.Name);
        if (Inlined.Depth > 0)
            taken.Add(local.Name);
        var variable = new Variable(nextId++, name, type, kind);
        Bind(local, new Read(variable));
        return variable;
    }

    /// <summary>A local that an expression declares. Where a branch, a section or an arm alone sees the name, generated code has it around them all.</summary>
    public Variable DeclareInExpression(ILocalSymbol local, IrType type)
    {
        FlattenedDepth++;
        Variable variable = Declare(local, type);
        FlattenedDepth--;
        SeeOutside(variable);
        return variable;
    }

    /// <summary>Takes note that the rest of its statement sees a local that an expression declares.</summary>
    public void SeeOutside(Variable variable) => ofExpressions[variable] = Inlined.Depth;

    /// <summary>Whether the rest of the statement at hand sees a local; one of an inlined body has a statement of its own.</summary>
    public bool IsOfExpression(Variable variable) => ofExpressions.TryGetValue(variable, out int level) && level == Inlined.Depth;

    /// <summary>A view that stands for a span or array of the user's: the first has its name.</summary>
    public Variable View(ISymbol symbol, IrType type)
    {
        bool isFirst = Inlined.Depth == 0 && symbol is ILocalSymbol && !ofGradients.Contains(symbol.Name)
            && declarations.TryGetValue(symbol.Name, out int count) && count == 1 && viewed.Add(symbol.Name);
        return isFirst ? new Variable(nextId++, Identifiers.Escape(symbol.Name), type, VariableKind.Local) : Temporary(symbol.Name, type);
    }

    /// <summary>Static data that never changes, by the name that generated code reaches it by; null where it does not reach it.</summary>
    public Read? Table(ISymbol symbol, BufferType type)
    {
        if (!Reaches(symbol))
            return null;
        if (!tables.TryGetValue(symbol, out Variable table))
        {
            // In an inlined body the name alone may mean something else.
            string prefix = Inlined.Depth > 0 ? Names.Write(symbol.ContainingType) + "." : Names.Prefix(symbol.ContainingType);
            tables[symbol] = table = new Variable(nextId++, prefix + Identifiers.Escape(symbol.Name), type, VariableKind.Table);
        }
        return new Read(table);
    }

    /// <summary>How many elements a dimension of a buffer has.</summary>
    public Expr ExtentOf(Expr grid, int dimension) => grid is Read { Variable: var local } && extents.TryGetValue(local, out EquatableArray<Expr> known)
        ? known[dimension] : new Extent(grid, dimension);

    public void SetExtents(Variable grid, EquatableArray<Expr> lengths) => extents[grid] = lengths;

    private static string? DeclaredName(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax local => local.Identifier.ValueText,
        SingleVariableDesignationSyntax local => local.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        _ => null,
    };

    public Variable Temporary(string name, IrType type, VariableKind kind = VariableKind.Local) =>
        new(nextId++, Unique(Identifiers.Escape(name)), type, kind);

    /// <summary>The first of name, name2, name3, … that is new: the search goes on where it ended, for no name is given back.</summary>
    private string Unique(string name)
    {
        if (taken.Add(name))
            return name;
        int suffix = suffixes.TryGetValue(name, out int next) ? next : 2;
        while (!taken.Add(name + suffix))
            suffix++;
        suffixes[name] = suffix + 1;
        return name + suffix;
    }

    /// <summary>A variable that generated code does not name.</summary>
    public Variable Unwritten(string name, IrType type) => new(nextId++, name, type, VariableKind.Local);

    /// <summary>The first of some short names that is free; otherwise the last with a number.</summary>
    public Variable Temporary(string[] names, IrType type, VariableKind kind) =>
        Temporary(names.FirstOrDefault(name => !taken.Contains(name)) ?? names[names.Length - 1], type, kind);

    public void Emit(Statement statement, SyntaxNode origin)
    {
        Output.Add(statement);
        origins[statement] = origin;
    }

    /// <summary>Adds what the user's statement at hand is about.</summary>
    public void EmitMain(Statement statement, SyntaxNode origin) => Emit(statement with { Comment = Comment, At = Session.HasTesting ? At(origin) : "" }, origin);

    private static string At(SyntaxNode origin)
    {
        Diagnostics.Place place = Diagnostics.Place.Of(origin.GetLocation());
        return place.File.Length == 0 ? "" : $"{place.File}({place.Line})";
    }

    /// <summary>One statement stands in for another.</summary>
    public Statement Replace(Statement statement, Statement by)
    {
        if (OriginOf(statement) is { } origin)
            origins[by] = origin;
        return by;
    }

    public SyntaxNode? OriginOf(Statement statement) => origins.TryGetValue(statement, out SyntaxNode origin) ? origin : null;

    public Block Nested(Action lower)
    {
        (List<Statement> outer, int flattened) = (Output, FlattenedDepth);
        (Output, FlattenedDepth) = ([], 0);
        Moving.OpenBlock();
        lower();
        Moving.CloseBlock();
        var block = new Block(Output);
        (Output, FlattenedDepth) = (outer, flattened);
        return block;
    }

    /// <summary>Goes one level deeper, unless that is too deep.</summary>
    public T? Deeper<T>(SyntaxNode at, Func<T?> lower)
        where T : class
    {
        Session.Cancellation.ThrowIfCancellationRequested();
        if (depth >= LanguageSubset.MaximumDepth)
        {
            // The first place says it all.
            if (isTooDeep)
                Refusals.AddSilently();
            else
                Refusals.Add(Descriptors.TooDeep, at, "This is nested", LanguageSubset.MaximumDepth);
            isTooDeep = true;
            return null;
        }
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        depth++;
        try
        {
            return lower();
        }
        finally
        {
            depth--;
        }
    }

    public Expr? Refuse(DiagnosticDescriptor descriptor, IOperation at, params object[] arguments)
    {
        Refusals.Add(descriptor, at.Syntax, arguments);
        return null;
    }

    /// <summary>What is generated has no derivative of its own.</summary>
    public Expr? RefuseGenerated(SyntaxNode call, string member)
    {
        Refusals.Add(Descriptors.NotDifferentiable, call, member, "it is generated, and generated members cannot be differentiated themselves");
        return null;
    }

    /// <summary>
    /// What the compiler rejects, it reports, unless that is for the names of generated members: where these are generated, there are none yet.
    /// </summary>
    public Expr? RefuseRejected(IOperation operation)
    {
        if (GeneratedMembers.NamedIn(operation.Syntax, Session.Compilation, Session.Cancellation) is not { } name)
            return Silently();
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return RefuseGenerated(whole.Parent is InvocationExpressionSyntax call && call.Expression == whole ? call : whole, name.Identifier.ValueText);
    }

    /// <summary>Refuses for its type, unless the type does not exist at all.</summary>
    public Expr? RefuseType(IOperation at, ITypeSymbol? type, string wayOut)
    {
        if (type is null or { TypeKind: TypeKind.Error })
            return Silently();
        return Refuse(Descriptors.ValueType, at, type.ToDisplayString(), wayOut);
    }

    public Expr? Silently()
    {
        Refusals.AddSilently();
        return null;
    }
}
