using System.Reflection;
using System.Text.RegularExpressions;
using BackpropGen.Generator;
using BackpropGen.Generator.Analysis;
using BackpropGen.Generator.Ir;
using BackpropGen.Generator.Passes;
using BackpropGen.Generator.Passes.Reversal;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// What docs/architecture.md prints of one method is what each stage gives. <c>BACKPROPGEN_UPDATE=1 dotnet test tests/BackpropGen.Generator.Tests
/// --filter ArchitecturePageTests</c> writes it anew, for people to read.
/// </summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Repository = Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!, "..", "..");

    private static readonly string Page = Path.Combine(Repository, "docs", "architecture.md");

    [GeneratedRegex("^```text\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Printed { get; }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code { get; }

    [Fact]
    public void The_page_prints_what_each_stage_gives()
    {
        string page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        string[] stages = [.. Stages(Code.Match(page).Groups[1].Value)];
        if (Environment.GetEnvironmentVariable("BACKPROPGEN_UPDATE") == "1")
        {
            int stage = 0;
            page = Printed.Replace(page, _ => $"```text\n{stages[stage++]}```");
            File.WriteAllText(Page, page);
        }

        Assert.Equal(stages, Printed.Matches(page).Select(match => match.Groups[1].Value));
    }

    private static IEnumerable<string> Stages(string source)
    {
        GeneratorRun run = GeneratorHost.Run(new SourceFile("Neuron.cs", "using System;\nusing BackpropGen;\n" + source)).AssertClean();
        Method method = Assert.Single(run.Result.TrackedSteps[TrackingNames.Lower].SelectMany(step => step.Outputs).Select(output => output.Value).OfType<Method>());
        yield return IrPrinter.Print(method);

        var activity = new Activity(new Facts(method));
        IEnumerable<Variable> variables = method.Parameters.Select(parameter => parameter.Variable)
            .Concat(Tree.All(method.Body!.Statements.Items).OfType<Declare>().Select(declare => declare.Variable));
        yield return $"active: {string.Join(", ", variables.Where(activity.IsActive).Select(variable => variable.Name))}\n";

        Reversed reversed = new Reversal(SplitConditionals.Run(method)).Run();
        yield return $"""
            forward:
            {IrPrinter.Print(reversed.Forward)}
            kept at the end of Forward:
            {IrPrinter.Print(reversed.Saves)}
            backward, which begins with:
            {IrPrinter.Print(reversed.Backward.Prologue)}
            and goes on with:
            {IrPrinter.Print(reversed.Backward.Statements)}
            """;

        Derivative derivative = Differentiation.Differentiate(method);
        yield return IrPrinter.Print(derivative.Backward!.Statements);
    }
}
