using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Passes;

/// <summary>What generated methods check before they write anything: lengths, overlaps, and that Backward gets what Forward got.</summary>
internal static class ArgumentChecks
{
    /// <summary>How many checks stand in a member itself.</summary>
    public const int Few = 6;

    private const string Builder = "new ";

    /// <summary>A buffer that may share memory with others.</summary>
    /// <param name="Name">As messages have it.</param>
    /// <param name="Text">As generated code writes it, null where the buffer is not there.</param>
    private sealed record Extent(string Name, string Text, BufferType Type, bool IsWritten, bool IsAlways)
    {
        public string Element => Type.ElementName;

        /// <summary>Its elements as a span; the rows of an array of arrays stay where they are.</summary>
        public string Flat(Method method) => Type.IsGrid ? $"{ShapeIn(method)}.Flat({Text})" : Text;

        /// <summary>The method that adds it to a check.</summary>
        public string Verb => (IsWritten ? "Write" : "Read") + (Type.IsJagged ? "Rows" : "");
    }

    /// <summary>Whether a check needs memory on the stack.</summary>
    public static bool IsLarge(RuntimeCall check) => check.Spelling.StartsWith(Builder, StringComparison.Ordinal);

    public static Block Forward(Method method) =>
        Together([.. Nulls(method.Parameters, false), .. ObjectChecks.Run(method, true, false), .. Overlaps(method, true, false), .. Sizes(method, "NoteSize")]);

    /// <summary>How many sizes Forward notes at most.</summary>
    public static int Notes(Method method) => Sizes(method, "NoteSize").Count();

    public static Block Backward(Method method)
    {
        IEnumerable<Parameter> passed = method.Parameters.Where(p => p.IsPassedBackward);
        return Together([.. Nulls(passed, true), .. MissingArrays(method), .. ObjectChecks.Run(method, false, true), .. Lengths(passed), .. Sizes(method, "CheckSize"), .. Overlaps(method, false, true)]);
    }

    public static Block Gradient(Method method) =>
        Together([.. Nulls(method.Parameters, true), .. MissingArrays(method), .. ObjectChecks.Run(method, true, true), .. Lengths(method.Parameters), .. Overlaps(method, true, true)]);

    /// <summary>Checks that follow each other and depend on the same class, under one condition.</summary>
    private static Block Together(List<Statement> checks)
    {
        var together = new List<Statement>();
        foreach (Statement check in checks)
        {
            if (check is If next && together.LastOrDefault() is If last && last.Condition == next.Condition)
                together[together.Count - 1] = last with { Then = new Block([.. last.Then.Statements, .. next.Then.Statements]) };
            else
                together.Add(check);
        }
        return new Block(together.ConvertAll(check => Tree.MapBlocks(check, block => Together([.. block.Statements]))));
    }

    public static Statement Call(string spelling, params string[] arguments) =>
        new Run(new RuntimeCall(spelling, null, arguments.Select(text => (Expr)new Verbatim(text)).ToList()));

    private static string ShapeIn(Method method) => method.QualifiedNames.Contains("Shape") ? "global::BackpropGen.Shape" : "Shape";

    private static IEnumerable<Statement> Nulls(IEnumerable<Parameter> parameters, bool withGradients) => parameters
        .SelectMany(p => p.Variable.Type is BufferType { Kind: BufferKind.Array } || (p.Structs is not null && p.Leaves.Any(leaf => leaf.Variable.Type is BufferType { Kind: BufferKind.Array }))
            ? [Call("ArgumentNullException.ThrowIfNull", p.Name)]
            : ObjectChecks.Places(p, withGradients));

    /// <summary>Gradients of several dimensions and of arrays of arrays, which are arrays.</summary>
    private static IEnumerable<Statement> MissingArrays(Method method) => method.Parameters.SelectMany(p => p.Leaves
        .Where(leaf => leaf is { HasGradient: true, IsUsed: true, Variable.Type: BufferType { IsShaped: true } })
        .Select(leaf => If.When(leaf.Guard, Call(leaf.Path.Length > 0 ? "Shape.NotNull" : "ArgumentNullException.ThrowIfNull", leaf.In(p.GradientName)))));

    /// <summary>The leaves of which there are checks: one for all the numbers in the structs of an array.</summary>
    /// <param name="says">Which of these says more than the others.</param>
    private static IEnumerable<Leaf> Checked(IEnumerable<Leaf> leaves, Func<Leaf, bool> says) => leaves
        .GroupBy(leaf => leaf.Variable.Type is BufferType { Member: not null } ? (leaf.Way, 0) : (leaf.Path, leaf.Variable.Id)).Select(group => group.FirstOrDefault(says) ?? group.First());

    private static IEnumerable<Statement> Lengths(IEnumerable<Parameter> parameters) => parameters
        .SelectMany(p => Checked(p.Leaves.Where(leaf => leaf is { HasGradient: true, IsUsed: true, Variable.Type: BufferType }), leaf => leaf.HasGradient)
            .Select(leaf => If.When(leaf.Guard, Call(leaf.Variable.Type is BufferType { IsShaped: true } ? "Shape.SameLengths" : "Shape.SameLength", leaf.Variable.Name, leaf.In(p.GradientName)))));

    /// <summary>Lengths and integers that Forward and Backward must agree on, in a fixed order.</summary>
    private static IEnumerable<Statement> Sizes(Method method, string check)
    {
        bool isBackward = check == "CheckSize";
        foreach (string type in method.TypeParameterNames)
        {
            string size = $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{type}>()";
            yield return isBackward ? Call("frame.CheckSize", size, $"\"{type}\"") : Call("frame.NoteSize", size);
        }
        Statement Compare(string size, string owner) => isBackward
            ? Call("frame.CheckSize", size, owner == "this" ? "\"this\"" : owner[0] == '"' ? owner : $"nameof({owner})") : Call("frame.NoteSize", size);
        foreach (Parameter parameter in method.Parameters)
        {
            foreach (Part part in parameter.Parts.Items.Prepend(parameter.Whole).Where(part => part.IsUsed && part.Classes.Count > 1))
                yield return If.When(part.Guard, Compare(ClassOf(part), $"\"{MemberPath.Names(parameter.Name, part.Path)}\""));
            foreach (Leaf leaf in Checked(parameter.Leaves.Where(leaf => leaf.IsUsed), leaf => leaf.HasGradient))
            {
                string name = leaf.Variable.Name;
                if (leaf.Variable.Type is BufferType { IsShaped: true } shaped && (parameter.IsPassedBackward || leaf.HasGradient))
                {
                    string measured = parameter.IsPassedBackward || !isBackward ? name : leaf.In(parameter.GradientName);
                    string root = leaf.Guard is null ? measured.Split('.')[0] : Quoted(parameter, leaf);
                    IEnumerable<string> lengths = shaped.IsGrid ? Enumerable.Range(0, shaped.Rank).Select(k => $"{measured}.GetLength({k})")
                        : [measured + ".Length", $"{ShapeIn(method)}.Lengths({measured})"];
                    foreach (string length in lengths)
                        yield return If.When(leaf.Guard, Compare(length, root));
                    continue;
                }
                string? size = leaf.Variable.Type switch
                {
                    BufferType when parameter.IsPassedBackward => name + ".Length",
                    BufferType when leaf.HasGradient => (isBackward ? leaf.In(parameter.GradientName) : name) + ".Length",
                    ScalarType scalar when parameter.IsGivenBackward(leaf) => NumberOf(scalar, name),
                    _ => null,
                };
                if (size is null)
                    continue;
                string owner = leaf.Guard is not null ? Quoted(parameter, leaf) : parameter.IsThis && !name.StartsWith("this.", StringComparison.Ordinal) ? name : !parameter.IsPassedBackward ? parameter.GradientName : parameter.Name;
                yield return If.When(leaf.Guard, Compare(size, owner));
            }
        }
    }

    /// <summary>An integer, a truth value or a member of an enum as an int; null for what is none.</summary>
    private static string? NumberOf(ScalarType type, string name) => type.Kind switch
    {
        ScalarKind.Bool => $"{name} ? 1 : 0",
        ScalarKind.Int64 or ScalarKind.UInt32 or ScalarKind.UInt64 => $"unchecked((int){name})",
        _ when type.IsFloating => null,
        _ => type.IsEnum ? $"(int){name}" : name,
    };

    private static string Quoted(Parameter parameter, Leaf leaf) => $"\"{MemberPath.Names(parameter.IsThis ? "" : parameter.Name, leaf.Way)}\"";

    /// <summary>The number of the class that an object is of.</summary>
    private static string ClassOf(Part part) => string.Concat(part.Classes.Take(part.Classes.Count - 1)
        .Select((name, i) => $"{part.Variable.Name}.GetType() == typeof({name}) ? {i} : ")) + (part.Classes.Count - 1);

    private static IEnumerable<Statement> Overlaps(Method method, bool withWritten, bool withGradients)
    {
        var extents = new List<Extent>();
        List<(string Name, string Modifier, bool IsWritten)> scalars = Scalars(method, withWritten, withGradients);
        List<(Leaf Leaf, string Name, bool IsWritten)> members = Members(method, withWritten, withGradients);
        string qualified = method.QualifiedNames.Contains("Overlap") ? "global::BackpropGen." : "";
        string extent = method.QualifiedNames.Contains("Extent") ? "global::BackpropGen." : "";
        // What only some classes have is looked at where the object is of one of these.
        foreach ((Leaf leaf, string name, bool isWritten) in members.Where(member => member.Leaf.Guard is not null))
        {
            List<(string Name, string Modifier, bool IsWritten)> together = [(name, isWritten ? "ref " : "in ", isWritten), .. scalars];
            string added = string.Concat(together.Select(s => $".{Verbs[s.Modifier]}({s.Modifier}{s.Name})"));
            yield return If.When(leaf.Guard, Call($"{Builder}{qualified}Overlap(stackalloc {extent}Extent[{together.Count}]){added}.Check", $"\"{string.Join(", ", together.Select(s => s.Name))}\""));
        }
        scalars.AddRange(members.Where(member => member.Leaf.Guard is null).Select(member => (member.Name, member.IsWritten ? "ref " : "in ", member.IsWritten)));
        foreach (Parameter parameter in method.Parameters.Where(p => withWritten || p.IsPassedBackward))
            extents.AddRange(Buffers(parameter, _ => true, null, leaf => withWritten && parameter.Writes(leaf)));
        foreach (Parameter parameter in method.Parameters.Where(_ => withGradients))
            extents.AddRange(Buffers(parameter, leaf => leaf.HasGradient, parameter.GradientName, _ => true));
        // Gradients that are only added to may be one variable.
        if (extents.Count == 0 && scalars.TrueForAll(scalar => method.Parameters.Any(p => p.GradientName == scalar.Name && !p.IsWritten)))
            yield break;
        int count = extents.Count + scalars.Count;
        bool hasRows = extents.Exists(extent => extent.Type.IsJagged);
        if ((count < 2 && !hasRows) || !(extents.Any(extent => extent.IsWritten) || scalars.Any(scalar => scalar.IsWritten)))
            yield break;
        if (scalars.Count == 0 && !hasRows && extents.TrueForAll(extent => extent.IsAlways) && Pairs(extents, method) is { Count: <= 3 } pairs)
        {
            foreach ((string written, string other) in pairs)
                yield return Call("Overlap.Disjoint", written, other);
            yield break;
        }
        IEnumerable<string> each = extents.Select(e => $".{e.Verb}<{e.Element}>({e.Flat(method)})")
            .Concat(scalars.Select(s => $".{Verbs[s.Modifier]}({s.Modifier}{s.Name})"));
        string calls = string.Concat(each.Select((call, i) => (i % 4 == 0 && count > 4 ? "\n    " : "") + call));
        string names = string.Join(", ", extents.Select(e => e.Name).Concat(scalars.Select(s => s.Name)));
        string end = count > 4 ? "\n    .Check" : ".Check";
        // How many rows there are is not known beforehand.
        int rest = extents.Count(e => !e.Type.IsJagged) + scalars.Count;
        string room = hasRows
            ? $"{qualified}Overlap.Room({string.Join(" + ", extents.Where(e => e.Type.IsJagged).Select(e => e.IsAlways ? e.Text + ".Length" : $"({e.Text}.Length ?? 0)").Concat(rest > 0 ? [$"{rest}"] : []))})"
            : $"stackalloc {extent}Extent[{count}]";
        yield return Call($"{Builder}{qualified}Overlap({room}){calls}{end}", $"\"{names}\"");
    }

    private static readonly Dictionary<string, string> Verbs = new() { ["in "] = "ReadScalar", ["ref "] = "WriteScalar", ["out "] = "OutScalar" };

    /// <summary>
    /// The scalars that share memory with others if the caller wants: those passed by reference. A gradient that is only added to may be the same
    /// variable as another such one, so that it matters only beside what changes in another way.
    /// </summary>
    private static List<(string Name, string Modifier, bool IsWritten)> Scalars(Method method, bool withWritten, bool withGradients)
    {
        var scalars = new List<(string, string, bool)>();
        if (!method.Parameters.Any(p => p.IsWritten))
            return scalars;
        foreach (Parameter p in method.Parameters.Where(p => IsInline(p) && p.Passing != Passing.Value && (withWritten || p.IsPassedBackward)))
            scalars.Add((p.Name, p.Modifier, p.IsReference));
        foreach (Parameter p in method.Parameters.Where(p => withGradients && IsInline(p) && p.HasGradient && p.GradientIsReference))
            scalars.Add((p.GradientName, "ref ", true));
        return scalars;
    }

    /// <summary>
    /// The numbers in objects that a reference may lead to, where that would matter: beside references, if the one or the other is written. A field
    /// can be passed by reference, what is behind a property cannot.
    /// </summary>
    private static List<(Leaf Leaf, string Name, bool IsWritten)> Members(Method method, bool withWritten, bool withGradients)
    {
        bool hasReferences = method.Parameters.Any(p => IsInline(p) && p.Passing != Passing.Value && (withWritten || p.IsPassedBackward));
        bool hasGradients = withGradients && method.Parameters.Any(p => IsInline(p) && p.HasGradient && p.GradientIsReference);
        bool isAnyWritten = method.Parameters.Any(p => p.IsReference);
        var members = new List<(Leaf, string, bool)>();
        foreach (Parameter parameter in method.Parameters.Where(p => p.IsLasting))
        {
            foreach (Leaf leaf in parameter.Leaves.Where(leaf => leaf is { IsUsed: true, IsReferable: true, Access: LeafAccess.Variable, Variable.Type: ScalarType } && (leaf.IsWritten || isAnyWritten)))
            {
                if (hasReferences && (withWritten || leaf.HasGradient))
                    members.Add((leaf, leaf.Variable.Name, withWritten && leaf.IsWritten));
                if (hasGradients && leaf.HasGradient)
                    members.Add((leaf, leaf.In(parameter.GradientName), true));
            }
        }
        return members;
    }

    /// <summary>A scalar, or a struct with scalars in it: memory of the caller's, where it is passed by reference.</summary>
    private static bool IsInline(Parameter parameter) => parameter is { IsObject: false, IsThis: false, IsOpaque: false, IsRefStruct: false }
        && parameter.Leaves.Any(leaf => leaf.Variable.Type is ScalarType);

    /// <summary>Whether the checks look at a parameter as a place in memory.</summary>
    private static bool IsPlace(Method method, Parameter parameter) =>
        IsInline(parameter) && parameter.Passing != Passing.Value && method.Parameters.Any(p => p.IsWritten);

    /// <summary>The pairs to be compared, where a call for each serves; null where elements of several types are among them.</summary>
    private static List<(string Written, string Other)>? Pairs(List<Extent> extents, Method method)
    {
        if (extents.Select(extent => extent.Element).Distinct().Count() > 1)
            return null;
        var pairs = new List<(string, string)>();
        for (int i = 0; i < extents.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (extents[i].IsWritten)
                    pairs.Add((extents[i].Flat(method), extents[j].Flat(method)));
                else if (extents[j].IsWritten)
                    pairs.Add((extents[j].Flat(method), extents[i].Flat(method)));
            }
        }
        return pairs;
    }

    /// <summary>The parameters that the checks of a member look at: their declarations, and the arguments.</summary>
    public static (List<string> Declarations, List<Expr> Arguments) Passed(Method method, FrameKind kind)
    {
        var declarations = new List<string>();
        var arguments = new List<Expr>();
        foreach (Parameter p in method.Parameters.Where(p => kind != FrameKind.Backward || p.IsPassedBackward))
        {
            bool isChecked = IsPlace(method, p) || p.Leaves.Any(leaf => leaf.Variable.Type is BufferType || (kind != FrameKind.Gradient && !leaf.Variable.Element.IsFloating));
            if ((!isChecked && !p.IsObject) || p.IsThis)
                continue;
            declarations.Add($"{p.Modifier}{p.TypeName} {p.Name}");
            arguments.Add(new Verbatim((p.IsReference ? p.Modifier : "") + p.Name));
        }
        bool withScalars = method.Parameters.Any(p => p.IsWritten);
        foreach (Parameter p in method.Parameters.Where(p => kind != FrameKind.Forward && p.HasGradient
            && (p.IsLasting || p.Leaves.Any(leaf => leaf.Variable.Type is BufferType) || (withScalars && IsInline(p) && p.GradientIsReference))))
        {
            string type = p.Structs is { } structs ? $"Span<{structs}>" : p.Variable.Type is BufferType { IsShaped: false } ? $"Span<{p.Variable.Element.Keyword}>" : p.TypeName;
            declarations.Add($"{(p.Variable.Type is BufferType ? "" : p.GradientModifier)}{type} {p.GradientName}");
            arguments.Add(new Verbatim((p.GradientIsReference ? "ref " : "") + p.GradientName));
        }
        return (declarations, arguments);
    }

    private static IEnumerable<Extent> Buffers(
        Parameter parameter, Func<Leaf, bool> where, string? gradient, Func<Leaf, bool> isWritten) => Checked(parameter.Leaves
        .Where(leaf => leaf.IsUsed && leaf.Variable.Type is BufferType && where(leaf)), isWritten)
        .Select(leaf => leaf.Guard is null
            ? new Extent(gradient is null ? leaf.Variable.Name : leaf.In(gradient), gradient is null ? leaf.Variable.Name : leaf.In(gradient), (BufferType)leaf.Variable.Type, isWritten(leaf), true)
            : new Extent(
                MemberPath.Names(gradient ?? (parameter.IsThis ? "" : parameter.Name), leaf.Way), gradient is null ? leaf.OrNull(parameter) : MemberPath.OfAny(gradient, leaf.Way),
                (BufferType)leaf.Variable.Type, isWritten(leaf), false));
}
