namespace BackpropGen.Generator.Ir;

/// <summary>A forward method, lowered.</summary>
/// <param name="Id">Unique in the compilation, and what records on the tape are called by: <c>Namespace.Type.Method</c>, with a suffix for overloads.</param>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="NeedsDeclaration">The user wrote the implementing part of a partial method: generated code supplies the declaring part.</param>
/// <param name="Body">Null where the method could not be lowered: its generated members are stubs that throw.</param>
/// <param name="ReservedNames">Every name that the method's own code uses, and those of the gradient parameters: generated names differ from them.</param>
/// <param name="QualifiedNames">Type names that mean something else where the method stands (<c>Math</c>, <c>Span</c>, <c>Tape</c> …) and need <c>global::</c>.</param>
internal sealed record Method(
    TypeShell Containing,
    string Name,
    string Id,
    string HintName,
    string Accessibility,
    bool NeedsDeclaration,
    EquatableArray<Parameter> Parameters,
    ScalarType? ReturnType,
    Block? Body,
    EquatableArray<string> ReservedNames,
    EquatableArray<string> QualifiedNames)
{
    /// <summary>Generated members belong to an object.</summary>
    public bool IsInstance => Parameters.Any(parameter => parameter.IsThis);

    /// <summary>What the names of its generated members begin with.</summary>
    public string Stem
    {
        get => field.Length > 0 ? field : Name;
        init;
    } = "";

    /// <summary>The struct or tuple of numbers that it returns, as generated code writes its type; empty where it returns a number or nothing.</summary>
    public string CompositeResult { get; init; } = "";

    /// <summary>What it returns, as generated code writes it.</summary>
    public string ResultName => CompositeResult.Length > 0 ? CompositeResult : ReturnType?.Keyword ?? "void";

    /// <summary>Whether backward methods are given a cotangent of what it returns.</summary>
    public bool HasResultCotangent => CompositeResult.Length > 0 || ReturnType is { IsFloating: true };

    /// <summary>The short names of the enums in its body, by their full names.</summary>
    public EquatableArray<ShortName> ShortNames { get; init; }

    /// <summary>The names of the type parameters of its own.</summary>
    public EquatableArray<string> TypeParameterNames { get; init; }

    /// <summary>The type parameters of its own: <c>&lt;T&gt;</c>.</summary>
    public string TypeParameters => TypeParameterNames.Count == 0 ? "" : $"<{string.Join(", ", TypeParameterNames)}>";

    /// <summary>What they are constrained to: <c> where T : struct</c>.</summary>
    public string Constraints { get; init; } = "";

    /// <summary>Not marked, but called by a marked method: its members are there for that alone.</summary>
    public bool IsHelper { get; init; }

    /// <summary>The objects and structs for whose gradients there are members that make and clear them.</summary>
    public EquatableArray<GradientShape> Shapes { get; init; }

    /// <summary>The package with the gradient check is at hand, so that there is one for the method.</summary>
    public bool HasTesting { get; init; }

    /// <summary>It is generic over one floating-point type, and may be called with doubles.</summary>
    public bool TakesDoubles { get; init; }

    /// <summary>Another marked method of the type has members of the same names: how much tape each takes is asked with all of its parameters.</summary>
    public bool IsOverload { get; init; }

    /// <summary>Generated members have the default values of its parameters where they can: a call without them means no other method.</summary>
    public bool KeepsDefaults
    {
        get => field && !IsHelper && !IsOverload;
        init;
    }

    /// <summary>Forward may be called without a tape: parameters with a default value are followed by others with one alone.</summary>
    public bool IsTapeOptional => KeepsDefaults && Parameters.LastOrDefault() is { Default.Length: > 0 };

    /// <summary>Others are called as it or its generated members are: a reference to a name would be ambiguous.</summary>
    public bool HasNamesakes { get; init; }

    /// <summary>The generated members that something else leaves no room for.</summary>
    public EquatableArray<string> Omitted { get; init; }

    /// <summary>Why it has no body here: what its stubs say.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What somebody may ask the tape size with, where it is not known which parameters that depends on; null where something else has the name.</summary>
    public EquatableArray<SizeArgument>? SizeArguments { get; init; }

    /// <summary>It, or what it calls, was refused: for that alone nobody knows how much tape it takes.</summary>
    public bool HasUnknownSize => Body is not { } body || Tree.All(body.Statements).OfType<Invoke>().Any(call => call.Callee.HasUnknownSize);

    /// <summary>A base class has generated members of the same names.</summary>
    public bool IsHiding { get; init; }

    /// <summary>The warnings about what it or its parameters use: obsolete or experimental members, which its author knows of.</summary>
    public EquatableArray<string> Warnings { get; init; }

    /// <summary>It calls itself, directly or through others: how much tape it needs cannot be said beforehand.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>A helper of which nothing is recorded: passes call it as it is, and its backward method takes no record and no tape.</summary>
    public bool IsFrameless { get; init; }

    /// <summary>Its backward method computes it again instead of finding a record.</summary>
    public bool IsRecomputed { get; init; }

    /// <summary>The helpers that it calls, directly and through other helpers.</summary>
    public EquatableArray<Method> Helpers { get; init; }

    /// <summary>The name of the tape parameter of generated members.</summary>
    public string TapeName => Free("tape");

    /// <summary>The name of the open frame in generated members.</summary>
    public string FrameName => Free("frame");

    /// <summary>The name of the parameter for the cotangent of the result.</summary>
    public string ResultCotangentName => Free("dResult");

    /// <summary>What generated members call parameters and locals of their own.</summary>
    public IReadOnlyList<string> GeneratedNames => [TapeName, FrameName, ResultCotangentName];

    /// <summary>A name, with a number if a parameter or gradient parameter is called so.</summary>
    private string Free(string name)
    {
        string free = name;
        for (int suffix = 2; Parameters.Any(p => p.Name == free || p.GradientName == free); suffix++)
            free = name + suffix;
        return free;
    }
}

/// <summary>A parameter as a tape size method may have it.</summary>
/// <param name="TypeName">Empty where values of it are told by their type alone.</param>
/// <param name="Sources">The types of such values.</param>
internal sealed record SizeArgument(string Name, string TypeName, EquatableArray<string> Sources);

/// <summary>The first error of a method that was refused.</summary>
/// <param name="File">Without its folders: empty where the place is not known.</param>
internal sealed record Refusal(string Id, string Message, string File, int Line);

/// <summary>The partial type around generated members: a namespace and the chain of type declarations, outermost first.</summary>
/// <param name="Headers">Such as <c>public static partial class Neuron</c> without accessibility: <c>static partial class Neuron</c>.</param>
internal sealed record TypeShell(string Namespace, EquatableArray<string> Headers);

/// <summary>How generated code may write a type.</summary>
internal sealed record ShortName(string Full, string Short);

internal enum Passing { Value, In, Ref, Out }

/// <summary>How generated code can change a member of a gradient.</summary>
internal enum LeafAccess
{
    /// <summary>It is a variable: a parameter, or a field.</summary>
    Variable,

    /// <summary>A field that cannot be assigned: <c>readonly</c>, or in a readonly struct.</summary>
    ReadOnlyField,

    /// <summary>A property that can be assigned, of an object that is a variable.</summary>
    Property,

    /// <summary>Only through the field behind a property that has no setter within reach.</summary>
    BackingField,

    /// <summary>Only by a copy of the struct with another value: a property with <c>init</c>, or one of a property's value.</summary>
    Copy,
}

/// <summary>A parameter of a forward method.</summary>
/// <param name="TypeName">As generated code writes it.</param>
/// <param name="GradientName">The name of its gradient parameter; reserved even where there is none.</param>
/// <param name="IsWritten">The method writes to it (to any of its leaves), other than to its own copy of a scalar.</param>
/// <param name="Variable">The parameter as a whole.</param>
/// <param name="Leaves">The parameter itself where it is a scalar or a buffer; the members of a struct or an object, depth first.</param>
/// <param name="IsObject">Of a class: what the method assigns in it, the caller sees.</param>
internal sealed record Parameter(
    string Name,
    string TypeName,
    Passing Passing,
    string GradientName,
    bool IsWritten,
    Variable Variable,
    EquatableArray<Leaf> Leaves,
    bool IsObject = false)
{
    /// <summary>Whether generated methods have a gradient parameter for it.</summary>
    public bool HasGradient => Leaves.Any(leaf => leaf.HasGradient);

    public bool IsStruct => Variable.Type is StructType;

    /// <summary>The structs that it is a span or an array of, as generated code writes their type: its gradient is a span of them. Null if it is none.</summary>
    public string? Structs { get; init; }

    /// <summary>It is handed on and named in messages, and has no meaning here: a text, or data of any type without gradient.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Its default value as generated code spells it; empty where it has none.</summary>
    public string Default { get; init; } = "";

    /// <summary>It takes any number of arguments.</summary>
    public bool IsParams { get; init; }

    /// <summary>A <c>ref struct</c>.</summary>
    public bool IsRefStruct { get; init; }

    /// <summary>The object of an instance method.</summary>
    public bool IsThis => Variable.Name == "this";

    /// <summary>The caller sees what the method assigns in it: an object, a struct by reference, or the struct that an instance method works on.</summary>
    public bool IsShared => IsLasting || (IsStruct && IsReference);

    /// <summary>An object, or what an instance method works on: Backward is given it once more.</summary>
    public bool IsLasting => IsObject || IsThis;

    /// <summary>The objects and structs in it.</summary>
    public EquatableArray<Part> Parts { get; init; }

    /// <summary>The fields behind properties of its gradient that generated code changes.</summary>
    public EquatableArray<FieldAccessor> Accessors { get; init; }

    /// <summary>The classes that some of its objects are seen as, with short names for such an object.</summary>
    public EquatableArray<SeenClass> SeenClasses { get; init; }

    /// <summary>The object or struct as a whole, as a part of itself.</summary>
    public Part Whole { get; init; } = new(Variable, "", IsObject);

    /// <summary>Whether Backward is given it: an object, whatever was written in it, for what is only read of it is still there.</summary>
    public bool IsPassedBackward => IsLasting || !(IsWritten || IsReference);

    /// <summary>Whether Backward finds in a leaf what Forward found.</summary>
    public bool IsGivenBackward(Leaf leaf) => IsPassedBackward && (!IsShared || leaf.IsSteady);

    /// <summary>Whether the method writes what the caller sees of a leaf.</summary>
    public bool Writes(Leaf leaf) => IsShared ? leaf.IsWritten : IsWritten;

    /// <summary>The object or struct that a variable names, where it is this one or in it.</summary>
    public Part? PartOf(Variable whole) => whole == Variable ? Whole : Parts.Items.FirstOrDefault(part => part.Variable == whole);

    /// <summary>A scalar whose changes the caller sees.</summary>
    public bool IsByReference => IsReference && !IsStruct;

    /// <summary>The caller names its own variable.</summary>
    public bool IsReference => Passing is Passing.Ref or Passing.Out;

    /// <summary>What stands before the type in the user's own signature.</summary>
    public string Modifier => Passing switch
    {
        Passing.In => "in ",
        Passing.Ref => "ref ",
        Passing.Out => "out ",
        _ => "",
    };

    /// <summary>How the gradient of a struct is passed: a struct of views as the struct itself is, so that large ones are not copied.</summary>
    public string GradientModifier => GradientIsReference ? "ref " : Passing == Passing.In && Structs is null ? "in " : "";

    /// <summary>A scalar, or a struct with scalar members: its gradient is passed by reference.</summary>
    public bool GradientIsReference => !IsObject && Passing != Passing.Out && Leaves.Any(leaf => leaf.HasGradient && leaf.Variable.Type is ScalarType);
}

/// <summary>A scalar or a buffer that a parameter is or contains.</summary>
/// <param name="Path">The way from the parameter to the member: <c>.Gate.W</c>; empty for the parameter itself.</param>
internal sealed record Leaf(Variable Variable, string Path, bool IsNoGradient, LeafAccess Access)
{
    /// <summary>When it is there: where only some of the classes have it that an object may be of.</summary>
    public Expr? Guard { get; init; }

    /// <summary>For <see cref="LeafAccess.BackingField"/>: the variable in a gradient, which stands for <c>{0}</c>.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The leaf as generated code writes it where it may not be there.</summary>
    public string OrNull(Parameter parameter) =>
        MemberPath.OfAny(MemberPath.Of(parameter.Name, Way) == Variable.Name ? parameter.Name : "", Way);

    /// <summary>The leaf of a gradient as generated code writes it.</summary>
    /// <param name="gradient">The name of the gradient parameter.</param>
    public string In(string gradient) => MemberPath.Of(gradient, Way);

    /// <summary>The way to a buffer: to the array that it is in, where its elements are members of structs.</summary>
    public string Way => Variable.Type is BufferType { Member: not null } ? Path.Substring(0, Path.IndexOf(".[]", StringComparison.Ordinal)) : Path;

    /// <summary>The leaf of a gradient as a variable that can be changed.</summary>
    public string VariableIn(string gradient) => Access switch
    {
        LeafAccess.ReadOnlyField => $"global::System.Runtime.CompilerServices.Unsafe.AsRef(in {In(gradient)})",
        LeafAccess.BackingField => Reference.Replace("{0}", gradient),
        _ => In(gradient),
    };

    /// <summary>The method, or one that it calls, names it.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>The compiler lets references to it pass without a warning.</summary>
    public bool IsReferable { get; init; } = true;

    /// <summary>The method, or one that it calls, writes it: of an object that the caller shares.</summary>
    public bool IsWritten { get; init; }

    /// <summary>An array of arrays whose rows change places.</summary>
    public bool IsExchanged { get; init; }

    /// <summary>Other calls may write it before the backward pass comes, so that a method keeps what it needs of it.</summary>
    public bool IsState { get; init; }

    /// <summary>Backward finds in it what Forward found.</summary>
    public bool IsSteady => !IsWritten && !IsState;

    public bool HasGradient => !IsNoGradient && Variable.Element.IsFloating;
}

/// <summary>Another differentiable method, as a call needs to know it.</summary>
/// <param name="Prefix">What stands before the name in generated code: empty in the same type, otherwise <c>global::Namespace.Type.</c>.</param>
/// <param name="Expression">The returned expression over the parameters' variables, where the method is one scalar expression of scalar parameters.</param>
/// <param name="ReadBackward">Of each parameter, whether its backward method reads the values (not just the lengths) that it is given.</param>
/// <param name="TapeSizeParameters">The positions of the parameters of its tape size method; null where it has none (the size depends on the data).</param>
/// <param name="OwnsStorage">It, or a method that it calls, has local buffers: as written they may be on the heap, in its Forward they are on the tape.</param>
internal sealed record Callee(
    string Prefix,
    string Name,
    string Id,
    EquatableArray<Parameter> Parameters,
    ScalarType? ReturnType,
    Expr? Expression,
    EquatableArray<bool> ReadBackward,
    EquatableArray<int>? TapeSizeParameters,
    bool OwnsStorage)
{
    /// <summary>What its generated members are called by, up to <c>Forward</c> and <c>Backward</c>.</summary>
    public string Members { get; init; } = "";

    /// <summary>What stands before the name of a member of an object: nothing for the own one.</summary>
    public string Receiver(Expr receiver) => receiver is Read { Variable.Name: not "this" and var name } ? name + "." : "";

    /// <summary>The first argument is the object before the dot.</summary>
    public bool IsInstance { get; init; }

    /// <summary>Where its tape size method takes all parameters, what it is given for those that the size does not depend on; otherwise empty.</summary>
    public EquatableArray<string> SizeDefaults { get; init; }

    /// <summary>The type arguments of a call: <c>&lt;double&gt;</c>.</summary>
    public string TypeArguments { get; init; } = "";

    /// <summary>Methods of the user's own instead of generated members.</summary>
    public CustomMembers? Custom { get; init; }

    /// <summary>The positions of the arguments whose elements decide how much tape it takes.</summary>
    public EquatableArray<int> SizeReads { get; init; }

    /// <summary>A helper, whose members are generated because it is called.</summary>
    public bool IsHelper { get; init; }

    /// <summary>Of it nothing is recorded.</summary>
    public bool IsFrameless { get; init; }

    /// <summary>The positions of the parameters of its scratch size method; null where it borrows nothing.</summary>
    public EquatableArray<int>? ScratchSizeParameters { get; init; }

    /// <summary>How many sizes its tape size method counts that it does not note when it is called.</summary>
    public int Notes { get; init; }

    /// <inheritdoc cref="Method.HasUnknownSize"/>
    public bool HasUnknownSize { get; init; }

    /// <summary>It, or a method that it calls, writes or logs.</summary>
    public bool HasEffects { get; init; }
}

/// <summary>Methods of the user's own, as generated code calls them.</summary>
/// <param name="Forward">What the forward pass calls, with the tape; null where that is the method itself.</param>
internal sealed record CustomMembers(string Backward, string? Forward);
