namespace BackpropGen.Generator.Ir;

/// <summary>An object or struct that a parameter is or contains, as a whole: what calls hand on.</summary>
/// <param name="Path">The way from the parameter to it: <c>.Layer1</c>; empty for the parameter itself.</param>
/// <param name="IsObject">A class: it may be null, and two names may mean the same object.</param>
internal sealed record Part(Variable Variable, string Path, bool IsObject)
{
    /// <summary>The classes that the object may be of, where calls of its methods depend on that; otherwise empty.</summary>
    public EquatableArray<string> Classes { get; init; }

    /// <summary>When it is there: where it is in an object that may be of several classes.</summary>
    public Expr? Guard { get; init; }

    /// <summary>The method, or one that it calls, asks for its class or names something in it.</summary>
    public bool IsUsed { get; init; } = true;
}

/// <summary>A field that is not named in C#, and the local function that refers to it.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="TypeName">The type that has the field.</param>
/// <param name="IsStruct">The function is given a reference to the struct.</param>
internal sealed record FieldAccessor(string Name, string TypeName, string FieldName, string FieldType, bool IsStruct);

/// <summary>A class that an object is seen as.</summary>
/// <param name="TypeName">As generated code writes it.</param>
/// <param name="Local">A name for a local of it.</param>
internal sealed record SeenClass(string TypeName, string Local);

/// <summary>How the members of an argument that is an object or a struct correspond to those of the called method's parameter.</summary>
internal static class Objects
{
    /// <summary>The parameter that an object or struct variable is a part of, and the way from there.</summary>
    public static (Parameter Parameter, Part Part) Find(IEnumerable<Parameter> parameters, Variable whole)
    {
        foreach (Parameter parameter in parameters)
        {
            if (parameter.PartOf(whole) is { } part)
                return (parameter, part);
        }
        throw new InvalidOperationException($"{whole.Name} is no parameter and no part of one.");
    }

    /// <summary>The leaves that an argument hands over, each with the called method's leaf for it. One that has no name here is left out.</summary>
    public static IEnumerable<(Leaf Own, Leaf Called)> Pairs(IEnumerable<Parameter> parameters, Expr argument, Parameter called)
    {
        if (argument is not Read { Variable: { Type: StructType } whole })
            return [];
        (Parameter parameter, Part part) = Find(parameters, whole);
        Dictionary<string, Leaf> own = parameter.Leaves.ToDictionary(leaf => leaf.Path);
        return called.Leaves.Where(leaf => leaf.IsUsed && own.ContainsKey(part.Path + leaf.Path)).Select(leaf => (own[part.Path + leaf.Path], leaf)).ToList();
    }

    /// <summary>The objects in an argument of whose classes the called method asks.</summary>
    public static IEnumerable<Variable> Asked(IEnumerable<Parameter> parameters, Expr argument, Parameter called)
    {
        if (argument is not Read { Variable: { Type: StructType } whole })
            return [];
        (Parameter parameter, Part part) = Find(parameters, whole);
        HashSet<string> asked = [.. called.Parts.Items.Prepend(called.Whole).Where(other => other is { IsUsed: true, Classes.Count: > 0 }).Select(other => part.Path + other.Path)];
        return parameter.Parts.Items.Prepend(parameter.Whole).Where(own => asked.Contains(own.Path)).Select(own => own.Variable);
    }

    /// <summary>The scalar variables that a statement assigns: itself, or through an object that it hands to a call.</summary>
    public static IEnumerable<Variable> AssignedBy(IReadOnlyCollection<Parameter> parameters, Statement statement)
    {
        (Callee? callee, EquatableArray<Expr> arguments) = statement switch
        {
            Invoke s => (s.Callee, s.Arguments),
            CallForward s => (s.Callee, s.Arguments),
            _ => (null, []),
        };
        IEnumerable<Variable> assigned = Tree.Assigned(statement);
        if (callee is null)
            return assigned;
        return assigned.Concat(arguments.Items.SelectMany((argument, i) => Pairs(parameters, argument, callee.Parameters[i])
            .Where(pair => pair.Own.Variable.Type is ScalarType && callee.Parameters[i].Writes(pair.Called)).Select(pair => pair.Own.Variable)));
    }
}
