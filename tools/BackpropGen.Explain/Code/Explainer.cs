using BackpropGen.Explain.Compiling;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Explain.Code;

/// <summary>From sources to the explanations of their marked methods.</summary>
internal static class Explainer
{
    /// <exception cref="InputException">The sources do not compile, or nothing in them is marked.</exception>
    public static List<Explanation> Explain(IEnumerable<SourceFile> sources, IEnumerable<string> references)
    {
        var compiled = Compiled.Of(sources, references);
        List<MarkedMethod> methods = MarkedMethod.In(compiled);
        if (methods.Count == 0)
            throw new InputException("No method with a body is marked [Differentiable] in these sources.");
        List<UserStatement> statements = [.. compiled.Input.SyntaxTrees.SelectMany(UserStatement.In)];
        return methods.ConvertAll(method => new MethodExplainer(compiled, method, statements).Explain());
    }
}
