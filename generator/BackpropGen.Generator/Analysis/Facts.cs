using System.Collections.Immutable;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>
/// What a forward method does to its variables: where each is declared and assigned, which storage a view names, which regions are
/// read and written. Positions are those of the statements in <see cref="Method.Body"/>.
/// </summary>
internal sealed class Facts
{
    private readonly Dictionary<Statement, Place> places = new(ReferenceComparer.Instance);
    private readonly Dictionary<Variable, Place> declarations = [];
    private readonly Dictionary<Variable, Expr> definitions = [];
    private readonly Dictionary<Variable, List<Statement>> assignments = [];
    private readonly Dictionary<Variable, List<int>> assignmentTurns = [];
    private readonly Dictionary<Variable, AccessList> accesses = [];
    private readonly Dictionary<Variable, AccessList> accessesOfChoices = [];
    private readonly Dictionary<Statement, List<Variable>> written = new(ReferenceComparer.Instance);
    private readonly Dictionary<Statement, int> lasts = new(ReferenceComparer.Instance);
    private readonly Dictionary<Variable, Parameter> parameters = [];
    private readonly Dictionary<Variable, Leaf> leaves = [];
    private readonly Dictionary<Variable, Allocate> allocations = [];

    // What follows from a definition is found at once: names that are defined by others may make a long chain.
    private readonly Dictionary<Variable, Variable> viewed = [];
    private readonly Dictionary<Variable, IReadOnlyList<Variable>> choices = [];
    private readonly Dictionary<Variable, Region> regions = [];
    private readonly Dictionary<Variable, Polynomial?> polynomials = [];
    private int order;

    public Facts(Method method)
    {
        Method = method;
        foreach (Parameter parameter in method.Parameters)
        {
            foreach (Variable variable in parameter.Leaves.Select(leaf => leaf.Variable).Concat(parameter.Parts.Select(part => part.Variable)).Prepend(parameter.Variable))
                parameters[variable] = parameter;
            foreach (Leaf leaf in parameter.Leaves)
                leaves[leaf.Variable] = leaf;
        }
        Visit(method.Body!, ImmutableArray<Statement>.Empty);
        foreach (Statement statement in Tree.All(method.Body!.Statements.Items))
            Record(statement);
    }

    /// <summary>A statement's turn in the text, and the loops and branches around it, outermost first.</summary>
    internal sealed record Place(int Order, ImmutableArray<Statement> Enclosing);

    public Method Method { get; }

    public Place PlaceOf(Statement statement) => places[statement];

    /// <summary>The place of the declaration; null for parameters.</summary>
    public Place? DeclarationOf(Variable variable) => declarations.TryGetValue(variable, out Place place) ? place : null;

    /// <summary>The initial value of a local; null where there is none.</summary>
    public Expr? DefinitionOf(Variable variable) => definitions.TryGetValue(variable, out Expr value) ? value : null;

    public IReadOnlyList<Statement> AssignmentsTo(Variable variable) => assignments.TryGetValue(variable, out var list) ? list : [];

    public bool IsAssigned(Variable variable) => AssignmentsTo(variable).Count > 0;

    /// <summary>The turn of the last assignment; -1 where there is none.</summary>
    public int LastAssignmentTo(Variable variable) => assignmentTurns.TryGetValue(variable, out List<int> turns) ? turns[turns.Count - 1] : -1;

    /// <summary>Whether a statement, or one inside it, assigns a scalar.</summary>
    public bool Assigns(Statement statement, Variable scalar) =>
        assignmentTurns.TryGetValue(scalar, out List<int> turns) && Turns.IsAnyBetween(turns, PlaceOf(statement).Order, LastIn(statement));

    /// <summary>Whether a statement, or one inside it, writes to storage.</summary>
    public bool Writes(Statement statement, Variable root) => AccessesTo(root).IsWrittenBetween(PlaceOf(statement).Order, LastIn(statement));

    /// <summary>The parameters and local buffers that a statement itself writes to.</summary>
    public IReadOnlyList<Variable> WrittenBy(Statement statement) => written.TryGetValue(statement, out List<Variable> roots) ? roots : [];

    /// <summary>The turn of the last statement inside this one; its own where there is none.</summary>
    public int LastIn(Statement statement) => lasts.TryGetValue(statement, out int last) ? last : PlaceOf(statement).Order;

    /// <summary>All accesses that may touch the storage.</summary>
    public AccessList AccessesTo(Variable root)
    {
        if (RootsOf(root) is [var single])
            return accesses.TryGetValue(single, out AccessList list) ? list : AccessList.Empty;
        if (!accessesOfChoices.TryGetValue(root, out AccessList several))
        {
            accessesOfChoices[root] = several = new AccessList();
            foreach (Access access in RootsOf(root).SelectMany(one => AccessesTo(one).All).Distinct().OrderBy(access => PlaceOf(access.At).Order))
                several.Add(access, PlaceOf(access.At).Order);
        }
        return several;
    }

    /// <summary>A view's storage: the parameter or the local buffer behind it; the view itself where that may be one of several.</summary>
    public Variable RootOf(Variable buffer) => viewed.TryGetValue(buffer, out Variable root) ? root : buffer;

    /// <summary>The parameters and local buffers that a buffer may name.</summary>
    public IReadOnlyList<Variable> RootsOf(Variable buffer)
    {
        Variable root = RootOf(buffer);
        return choices.TryGetValue(root, out IReadOnlyList<Variable> several) ? several : [root];
    }

    /// <summary>Whether two buffers may name the same storage.</summary>
    public bool MayShare(Variable a, Variable b) => a == b || RootsOf(a).Intersect(RootsOf(b)).Any();

    public bool MayShare(Expr a, Expr b) => MayShare(Tree.BufferVariable(a), Tree.BufferVariable(b));

    public Variable RootOf(Expr buffer) => RootOf(Tree.BufferVariable(buffer));

    public Parameter? ParameterOf(Variable variable) => parameters.TryGetValue(variable, out Parameter parameter) ? parameter : null;

    public Leaf? LeafOf(Variable variable) => leaves.TryGetValue(variable, out Leaf leaf) ? leaf : null;

    /// <summary>Whether the backward method is given what a parameter or its member holds; for locals that is no question.</summary>
    public bool IsPassedBackward(Variable variable) =>
        variable.Type is BufferType ? RootsOf(variable).All(IsGivenBackward) : IsGivenBackward(variable);

    private bool IsGivenBackward(Variable variable) => ParameterOf(variable) is not { } parameter
        || (LeafOf(variable) is { } leaf ? parameter.IsGivenBackward(leaf) : parameter.IsPassedBackward);

    /// <summary>The elements that a buffer expression names.</summary>
    public Region RegionOf(Expr buffer)
    {
        switch (buffer)
        {
            case Slice slice:
                Region inner = RegionOf(slice.Buffer);
                Polynomial? start = PolynomialOf(slice.Start);
                Polynomial? count = slice.Count is { } given ? PolynomialOf(given) : Difference(inner.Count, start);
                return new Region(inner.Root, Sum(inner.Offset, start), count);
            case Read { Variable: var variable } when RootOf(variable) != variable:
                return regions.TryGetValue(variable, out Region known) ? known : RegionOf(definitions[variable]);
            case Row row:
                return new Region(RootOf(row.Buffer), null, null);
            case Read { Variable: { Type: BufferType { IsJagged: true } } jagged }:
                return new Region(jagged, null, null);
            case Read { Variable: var variable } when definitions.ContainsKey(variable):
                return new Region(variable, null, null);
            default:
                Variable root = ((Read)buffer).Variable;
                return new Region(root, Polynomial.Zero, LengthOf(root));
        }
    }

    public Region RegionOf(Element element)
    {
        Region buffer = RegionOf(element.Buffer);
        return new Region(buffer.Root, Sum(buffer.Offset, PolynomialOf(element.Index)), Polynomial.Of(1));
    }

    /// <summary>An integer expression as a polynomial of counters, lengths and integers that never change; null where it is none.</summary>
    public Polynomial? PolynomialOf(Expr expr) => expr switch
    {
        Constant c => Polynomial.Of((long)c.Value),
        Read { Variable: { Kind: VariableKind.Counter } counter } => Polynomial.Of(new Atom(new Read(counter), 0)),
        Read { Variable: var v } when IsAssigned(v) => null,
        Read { Variable: { Kind: VariableKind.Local } v } when DefinitionOf(v) is { } value =>
            polynomials.TryGetValue(v, out Polynomial? known) ? known : Defined(v, value),
        Read { Variable.Kind: VariableKind.Local } => null,
        Read => Polynomial.Of(new Atom(expr, 0)),
        Length { Buffer.Type: BufferType { IsJagged: true } } => Polynomial.Of(new Atom(expr, 0)),
        Length { Buffer: var buffer } => RegionOf(buffer).Count,
        Extent { Buffer: Read } => Polynomial.Of(new Atom(expr, 0)),
        Subscript s => Enumerable.Range(0, s.Indices.Count).Aggregate(
            (Polynomial?)Polynomial.Zero, (sum, k) => sum is { } p && PolynomialOf(s.Extents[k]) is { } extent ? Sum(p * extent, PolynomialOf(s.Indices[k])) : null),
        Convert { Operand: { Type: ScalarType { IsInteger: true } } operand, To.IsInteger: true, IsImplicit: true } => PolynomialOf(operand),
        Overflow o => PolynomialOf(o.Operand),
        MathCall { Function: Trips.Before, Arguments: var bounds } => Difference(PolynomialOf(bounds[0]), PolynomialOf(bounds[1])),
        MathCall { Function: Trips.Behind, Arguments: var bounds } => Sum(PolynomialOf(bounds[0]), PolynomialOf(bounds[1])),
        Unary { Operator: UnaryOperator.Negate, Operand: var x } => PolynomialOf(x) is { } p ? -p : null,
        Binary { Operator: BinaryOperator.Add } b => Sum(PolynomialOf(b.Left), PolynomialOf(b.Right)),
        Binary { Operator: BinaryOperator.Subtract } b => Difference(PolynomialOf(b.Left), PolynomialOf(b.Right)),
        Binary { Operator: BinaryOperator.Multiply } b => Product(PolynomialOf(b.Left), PolynomialOf(b.Right)),
        _ => null,
    };

    private Polynomial? Defined(Variable local, Expr value) => PolynomialOf(value) ?? (IsInLoop(local) ? null : Polynomial.Of(new Atom(new Read(local), 0)));

    /// <summary>Indices have few terms; what has more is taken as not known.</summary>
    private const int MaximumTerms = 64;

    private static Polynomial? Sum(Polynomial? a, Polynomial? b) => a is null || b is null || a.Size + b.Size > MaximumTerms ? null : a.Size == 0 ? b : a + b;

    private static Polynomial? Difference(Polynomial? a, Polynomial? b) => a is null || b is null || a.Size + b.Size > MaximumTerms ? null : a - b;

    private static Polynomial? Product(Polynomial? a, Polynomial? b) => a is null || b is null || a.Size * b.Size > MaximumTerms ? null : a * b;

    private bool IsInLoop(Variable local) => declarations[local].Enclosing.Any(Tree.IsLoop);

    private Polynomial? LengthOf(Variable root) => root.Kind == VariableKind.Local
        ? allocations.TryGetValue(root, out Allocate allocation) ? PolynomialOf(allocation.Count) : null
        : Polynomial.Of(new Atom(new Length(new Read(root)), 0));

    private void Visit(Block block, ImmutableArray<Statement> enclosing)
    {
        foreach (Statement statement in block.Statements.Items)
        {
            var place = new Place(order++, enclosing);
            places[statement] = place;
            if (Tree.Declared(statement) is { } variable)
                declarations[variable] = place;
            if (statement is Declare { Value: { } value } declare)
                Define(declare.Variable, value);
            if (statement is Allocate allocate && !allocations.ContainsKey(allocate.Variable))
                allocations[allocate.Variable] = allocate;
            foreach (Variable target in AssignedBy(statement))
            {
                (assignments.TryGetValue(target, out var list) ? list : assignments[target] = []).Add(statement);
                (assignmentTurns.TryGetValue(target, out var turns) ? turns : assignmentTurns[target] = []).Add(place.Order);
            }
            foreach (Block inner in Tree.Blocks(statement))
                Visit(inner, enclosing.Add(statement));
            if (order - 1 > place.Order)
                lasts[statement] = order - 1;
        }
    }

    private void Define(Variable variable, Expr value)
    {
        definitions[variable] = value;
        if (variable is not { Type: BufferType, Kind: VariableKind.Local })
            return;
        if (!Tree.IsChoice(value))
            viewed[variable] = RootOf(Tree.BufferVariable(value));
        else
            choices[variable] = Tree.BufferVariables(value).SelectMany(RootsOf).Distinct().ToList();
    }

    private void Record(Statement statement)
    {
        if (statement is Declare { Variable: { Kind: VariableKind.Local } variable, Value: { } value })
        {
            if (variable.Type is BufferType && RootOf(variable) != variable)
                regions[variable] = RegionOf(value);
            else if (variable.Type is ScalarType { IsInteger: true } && !IsAssigned(variable))
                polynomials[variable] = Defined(variable, value);
        }
        IEnumerable<Expr> read = Tree.Expressions(statement);
        switch (statement)
        {
            case Assign { Target: Element target } assign:
                Add(statement, RegionOf(target), isWrite: true);
                read = [assign.Value, target.Index, target.Buffer];
                break;
            case Copy copy:
                Region source = RegionOf(copy.Source);
                Add(statement, source, isWrite: false);
                Add(statement, RegionOf(copy.Destination) with { Count = source.Count }, isWrite: true);
                break;
            case Fill fill:
                Add(statement, RegionOf(fill.Destination), isWrite: true);
                break;
            case Invoke invoke:
                RecordArguments(invoke);
                break;
            case Arrange arrange:
                Add(statement, RegionOf(arrange.Order), isWrite: false);
                Add(statement, RegionOf(arrange.Rows), isWrite: true);
                break;
        }
        foreach (Expr part in read.SelectMany(Tree.All))
        {
            if (part is Element element)
                Add(statement, RegionOf(element), isWrite: false);
        }
    }

    private void RecordArguments(Invoke invoke)
    {
        for (int i = 0; i < invoke.Arguments.Count; i++)
        {
            foreach ((Expr buffer, bool isWritten) in BuffersOf(invoke.Arguments[i], invoke.Callee.Parameters[i]))
            {
                // What a callee writes it may have read before.
                Add(invoke, RegionOf(buffer), isWrite: false);
                if (isWritten)
                    Add(invoke, RegionOf(buffer), isWrite: true);
            }
        }
    }

    /// <summary>The scalars that a statement assigns.</summary>
    public IEnumerable<Variable> AssignedBy(Statement statement) => Objects.AssignedBy(Method.Parameters, statement);

    /// <summary>The leaves that an argument for a parameter of a called method hands over, where it is an object or a struct.</summary>
    public IEnumerable<(Leaf Own, Leaf Called)> Pairs(Expr argument, Parameter parameter) => Objects.Pairs(Method.Parameters, argument, parameter);

    /// <summary>The buffers that an argument passes, and whether they are written: itself, members of it, or the one element that it refers to.</summary>
    public IEnumerable<(Expr Buffer, bool IsWritten)> BuffersOf(Expr argument, Parameter parameter) => argument.Type switch
    {
        _ when argument is Reference { Target: Element element } => [(new Slice(element.Buffer, element.Index, Constant.Int(1)), true)],
        BufferType => [(argument, parameter.IsWritten)],
        _ => Pairs(argument, parameter).Where(pair => pair.Own.Variable.Type is BufferType)
            .Select(pair => ((Expr)new Read(pair.Own.Variable), parameter.Writes(pair.Called))),
    };

    private void Add(Statement at, Region region, bool isWrite)
    {
        var access = new Access(region, at, isWrite);
        foreach (Variable root in RootsOf(region.Root))
            (accesses.TryGetValue(root, out AccessList list) ? list : accesses[root] = new AccessList()).Add(access, PlaceOf(at).Order);
        if (isWrite)
            (written.TryGetValue(at, out List<Variable> roots) ? roots : written[at] = []).AddRange(RootsOf(region.Root));
    }
}
