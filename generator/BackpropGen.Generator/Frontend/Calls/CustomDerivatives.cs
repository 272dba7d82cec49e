using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Generator.Frontend.Calls;

/// <summary>A method whose backward method somebody has written.</summary>
/// <param name="Call">How it is called; null where none of the named methods fits.</param>
/// <param name="Expected">What a backward method of it looks like.</param>
internal sealed record CustomDerivative(CustomCall? Call, string Expected);

/// <summary>The methods that calls of it become.</summary>
internal sealed record CustomCall(EquatableArray<Parameter> Parameters, IMethodSymbol Backward, IMethodSymbol? Forward);

/// <summary>Finds custom backward methods: those that attributes of methods and of this assembly name.</summary>
internal sealed class CustomDerivatives(Compilation compilation)
{
    private const string Attribute = "CustomBackwardAttribute";

    private readonly Dictionary<IMethodSymbol, CustomDerivative?> known = new(SymbolEqualityComparer.Default);
    private AttributeData[]? ofAssembly;

    public CustomDerivative? Of(IMethodSymbol method)
    {
        if (!known.TryGetValue(method, out CustomDerivative? found))
            known[method] = found = Find(method);
        return found;
    }

    private CustomDerivative? Find(IMethodSymbol method)
    {
        AttributeData[] own = method.GetAttributes().Where(IsOurs).Where(attribute => attribute.ConstructorArguments.Length is 1 or 2).ToArray();
        if (method.MethodKind != MethodKind.Ordinary || !HasPlainResult(method))
            return own.Length > 0 ? new CustomDerivative(null, Expected(method)) : null;
        foreach (AttributeData attribute in own)
        {
            if (CallOf(method, attribute, attribute.ConstructorArguments.Length == 1 ? method.ContainingType : attribute.ConstructorArguments[0].Value as INamedTypeSymbol) is { } call)
                return new CustomDerivative(call, "");
        }
        if (own.Length > 0)
            return new CustomDerivative(null, Expected(method));
        ofAssembly ??= compilation.Assembly.GetAttributes().Where(IsOurs).Where(attribute => attribute.ConstructorArguments.Length == 4).ToArray();
        AttributeData[] about = ofAssembly.Where(attribute => attribute.ConstructorArguments[1].Value as string == method.Name
            && SymbolEqualityComparer.Default.Equals(attribute.ConstructorArguments[0].Value as ISymbol, method.ContainingType)).ToArray();
        foreach (AttributeData attribute in about)
        {
            if (CallOf(method, attribute, attribute.ConstructorArguments[2].Value as INamedTypeSymbol) is { } call)
                return new CustomDerivative(call, "");
        }
        // Another overload may be meant.
        return about.Length > 0 && method.ContainingType.GetMembers(method.Name).Length == 1 ? new CustomDerivative(null, Expected(method)) : null;
    }

    private static bool HasPlainResult(IMethodSymbol method) => method.ReturnsVoid || TypeMapping.Scalar(method.ReturnType) is not null;

    private static bool HasPlainType(IParameterSymbol parameter) => TypeMapping.Value(parameter.Type) is not (null or BufferType { IsWhole: true }) && parameter.RefKind != RefKind.RefReadOnlyParameter;

    private static bool IsOurs(AttributeData attribute) => attribute.AttributeClass is { Name: Attribute } type && TypeMapping.IsIn(type, "BackpropGen");

    private static CustomCall? CallOf(IMethodSymbol method, AttributeData attribute, INamedTypeSymbol? type)
    {
        string? name = attribute.ConstructorArguments[attribute.ConstructorArguments.Length - 1].Value as string;
        string? forwardName = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Forward").Value.Value as string;
        if (type is null || name is null || !method.IsStatic || method.IsGenericMethod)
            return null;
        IMethodSymbol? forward = forwardName is null ? null : Methods(type, forwardName).FirstOrDefault(other => IsForward(other, method));
        if (forwardName is not null && forward is null)
            return null;
        foreach (IMethodSymbol backward in Methods(type, name))
        {
            if (backward.ReturnsVoid && Parameters(method, backward, out bool takesTape) is { } parameters && takesTape == forward is not null)
                return new CustomCall(parameters, backward, forward);
        }
        return null;
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>()
        .Where(method => method is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary });

    /// <summary>The same method with a tape.</summary>
    private static bool IsForward(IMethodSymbol forward, IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(forward.ReturnType, method.ReturnType) && forward.Parameters.Length == method.Parameters.Length + 1
        && IsTape(forward.Parameters[method.Parameters.Length])
        && method.Parameters.Zip(forward.Parameters, (own, other) => own.RefKind == other.RefKind && SymbolEqualityComparer.Default.Equals(own.Type, other.Type)).All(same => same);

    private static bool IsTape(IParameterSymbol parameter) => parameter.Type is INamedTypeSymbol { Name: "Tape" } type && TypeMapping.IsIn(type, "BackpropGen");

    /// <summary>The parameters of a method as its backward method knows them; null where that does not fit.</summary>
    private static EquatableArray<Parameter>? Parameters(IMethodSymbol method, IMethodSymbol backward, out bool takesTape)
    {
        var given = new Queue<IParameterSymbol>(backward.Parameters);
        takesTape = false;
        var read = new HashSet<string>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!HasPlainType(parameter))
                return null;
            bool isGiven = given.Count > 0 && given.Peek() is var next && next.Name == parameter.Name && next.RefKind is RefKind.None or RefKind.In
                && SymbolEqualityComparer.Default.Equals(next.Type, parameter.Type);
            if (isGiven && parameter.RefKind is RefKind.None or RefKind.In && TypeMapping.Buffer(parameter.Type) is not { Kind: BufferKind.Span })
                read.Add(given.Dequeue().Name);
            else if (parameter.RefKind is RefKind.None or RefKind.In && TypeMapping.Buffer(parameter.Type) is null or { Kind: BufferKind.ReadOnlySpan })
                return null;
        }
        if (given.Count > 0 && IsTape(given.Peek()))
        {
            given.Dequeue();
            takesTape = true;
        }
        if (TypeMapping.Scalar(method.ReturnType) is { IsFloating: true }
            && (given.Count == 0 || !SymbolEqualityComparer.Default.Equals(given.Dequeue().Type, method.ReturnType)))
            return null;
        var parameters = new List<Parameter>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            IrType type = TypeMapping.Value(parameter.Type)!;
            string gradient = Identifiers.Gradient(parameter.Name);
            bool isWritten = !read.Contains(parameter.Name);
            bool hasGradient = given.Count > 0 && given.Peek().Name == gradient && IsGradient(given.Peek(), parameter, type);
            if (hasGradient)
                given.Dequeue();
            else if (isWritten && (type is BufferType buffer ? buffer.Element : (ScalarType)type).IsFloating)
                return null;
            var variable = new Variable(parameter.Ordinal, Identifiers.Escape(parameter.Name), type, VariableKind.Parameter);
            Passing passing = parameter.RefKind switch { RefKind.Ref => Passing.Ref, RefKind.Out => Passing.Out, RefKind.In => Passing.In, _ => Passing.Value };
            parameters.Add(new Parameter(
                variable.Name, parameter.Type.ToDisplayString(), passing, gradient, isWritten, variable,
                new List<Leaf> { new(variable, "", !hasGradient, LeafAccess.Variable) }));
        }
        return given.Count == 0 ? parameters : (EquatableArray<Parameter>?)null;
    }

    private static bool IsGradient(IParameterSymbol gradient, IParameterSymbol parameter, IrType type) => type switch
    {
        ScalarType { IsFloating: true } scalar => TypeMapping.Scalar(gradient.Type) == scalar && gradient.RefKind == (parameter.RefKind == RefKind.Out ? RefKind.None : RefKind.Ref),
        BufferType { Element.IsFloating: true } buffer => TypeMapping.Buffer(gradient.Type) == new BufferType(buffer.Element, BufferKind.Span),
        _ => false,
    };

    /// <summary>The declaration of a backward method, with the gradients of everything; or why there can be none.</summary>
    private static string Expected(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary)
            return "that is for methods, and not for local functions, lambdas, operators and accessors: let them call such a method";
        if (!method.IsStatic || method.IsGenericMethod)
            return "that is for static methods that are not generic: let a static method compute it from the members of the object";
        if (!HasPlainResult(method))
            return $"that is for methods that return a number or nothing, and not for '{method.ReturnType.ToDisplayString()}': use out parameters";
        if (method.Parameters.FirstOrDefault(parameter => !HasPlainType(parameter)) is { } other)
            return $"that is for parameters that are numbers, spans and arrays of one dimension, and not for '{other.Name}': pass its members";
        IEnumerable<string> read = method.Parameters.Where(IsRead).Select(parameter => $"{(parameter.RefKind == RefKind.In ? "in " : "")}{parameter.Type.ToDisplayString()} {parameter.Name}");
        string[] result = method.ReturnsVoid ? [] : [$"{method.ReturnType.ToDisplayString()} dResult"];
        IEnumerable<string> gradients = method.Parameters.Select(parameter => TypeMapping.Value(parameter.Type) switch
        {
            ScalarType { IsFloating: true } scalar => $"{(parameter.RefKind == RefKind.Out ? "" : "ref ")}{scalar.Keyword} {Identifiers.Gradient(parameter.Name)}",
            BufferType { Element: { IsFloating: true } element } => $"Span<{element.Keyword}> {Identifiers.Gradient(parameter.Name)}",
            _ => "",
        });
        string declaration = $"static void {method.Name}Backward({string.Join(", ", read.Concat(result).Concat(gradients).Where(text => text.Length > 0))})";
        return $"the method that it names does not fit: declare it as '{declaration}', without the gradients that it has not";

        static bool IsRead(IParameterSymbol parameter) =>
            parameter.RefKind is RefKind.None or RefKind.In && TypeMapping.Buffer(parameter.Type) is not { Kind: BufferKind.Span };
    }
}
