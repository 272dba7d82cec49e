using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>
/// Adds a test with the method's gradient check, where BackpropGen.Testing is referenced: to this project if that has a test framework,
/// otherwise to one that has, and references this one.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(GradientCheckTestRefactoring))]
public sealed class GradientCheckTestRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await MarkedMethod.AtAsync(context).ConfigureAwait(false) is not { } method || !TestingMembers.Exist(method.Method)
            || method.Symbol.ContainingType is { IsGenericType: true }
            || await PlaceOfAsync(method, context.CancellationToken).ConfigureAwait(false) is not var (neighbour, compilation, framework)
            || NewFile.Exists(neighbour, NameOfTests(method) + ".cs")
            || Call(method, compilation, neighbour.Project) is not { } call)
            return;
        context.RegisterRefactoring(CodeAction.Create(
            $"Add a test that checks the gradient of '{method.Symbol.Name}'",
            _ => Task.FromResult(Add(method, neighbour, framework, call)),
            nameof(GradientCheckTestRefactoring)));
    }

    private static string NameOfTests(MarkedMethod method) => $"{method.Symbol.ContainingType.Name}{method.Method.Stem}GradientTests";

    /// <summary>The file beside which the test goes; null where there is no place from which the check can be called.</summary>
    private static async Task<(Document Neighbour, Compilation Compilation, TestFramework Framework)?> PlaceOfAsync(
        MarkedMethod method, CancellationToken cancellation)
    {
        if (TestFramework.Of(method.Compilation) is { } own)
            return IsReachable(method.Symbol, isHere: true) ? (method.Document, method.Compilation, own) : null;
        foreach (Project other in method.Project.Solution.Projects
            .Where(other => other.ProjectReferences.Any(reference => reference.ProjectId == method.Project.Id)))
        {
            if (other.Documents.OrderBy(document => document.Folders.Count).FirstOrDefault() is { } neighbour
                && await other.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation
                && TestFramework.Of(compilation) is { } framework
                && IsReachable(method.Symbol, method.Symbol.ContainingAssembly.GivesAccessTo(compilation.Assembly)))
                return (neighbour, compilation, framework);
        }
        return null;
    }

    /// <param name="isHere">Internal members can be reached.</param>
    private static bool IsReachable(IMethodSymbol method, bool isHere)
    {
        for (ISymbol? symbol = method; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility != Accessibility.Public
                && !(isHere && symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal))
                return false;
        }
        return true;
    }

    /// <summary>The call of the check with arguments; null where none are known.</summary>
    private static string? Call(MarkedMethod method, Compilation compilation, Project project)
    {
        LanguageVersion version = project.ParseOptions is CSharpParseOptions options ? options.LanguageVersion : LanguageVersion.Default;
        var samples = new SampleArguments(method.Compilation, compilation, version);
        string type = NameOf(method.Symbol.ContainingType);
        string? receiver = method.Symbol.IsStatic ? type : samples.NewObject(method.Symbol.ContainingType, type);
        List<string> arguments = [];
        foreach (IParameterSymbol parameter in method.Symbol.Parameters.Where(parameter => parameter.RefKind != RefKind.Out))
        {
            if (samples.For(parameter.Type) is not { } value)
                return null;
            arguments.Add($"{Identifiers.Escape(parameter.Name)}: {value}");
        }
        string types = method.Symbol.IsGenericMethod ? $"<{string.Join(", ", method.Symbol.TypeParameters.Select(_ => "double"))}>" : "";
        return receiver is null ? null : $"{receiver}.{method.Method.Stem}{TestingMembers.Check}{types}({string.Join(", ", arguments)})";
    }

    private static string NameOf(INamedTypeSymbol type) =>
        string.Join(".", TypeShells.WithOuter(type).Select(outer => Identifiers.Escape(outer.Name)).Reverse());

    private static Solution Add(MarkedMethod method, Document neighbour, TestFramework framework, string call)
    {
        string name = NameOfTests(method);
        bool isHere = neighbour.Project.Id == method.Project.Id;
        string own = TypeNames.Namespace(method.Symbol.ContainingType.ContainingNamespace);
        string? around = isHere ? own : neighbour.Project.DefaultNamespace;
        IEnumerable<string> usings = new[] { framework.Namespace, isHere ? "" : own }.Where(used => used.Length > 0)
            .OrderBy(used => used, StringComparer.Ordinal).Select(used => $"using {used};\n");
        string opening = string.IsNullOrEmpty(around) ? "" : $"namespace {around};\n\n";
        string mark = framework.Class.Length > 0 ? $"[{framework.Class}]\n" : "";
        string text = $$"""
            {{string.Concat(usings)}}
            {{opening}}{{mark}}public class {{name}}
            {
                [{{framework.Method}}]
                public void The_gradient_is_right() =>
                    {{call}}.ThrowIfFailed();
            }

            """.Replace("\r\n", "\n");
        return NewFile.Beside(neighbour, name + ".cs", text, neighbour.Project.Solution, out _);
    }
}
