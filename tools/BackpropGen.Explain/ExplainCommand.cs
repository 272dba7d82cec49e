using System.CommandLine;
using BackpropGen.Explain.Code;
using BackpropGen.Explain.Compiling;
using BackpropGen.Explain.Page;

namespace BackpropGen.Explain;

/// <summary>The command line.</summary>
internal sealed class ExplainCommand : RootCommand
{
    private readonly Argument<string[]> sources = new("sources")
    {
        Description = "C# files, or folders with C# files (those of a project; bin and obj are left out).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> output = new("--output", "-o")
    {
        Description = "Folder for the pages.",
        DefaultValueFactory = _ => "explained",
    };

    private readonly Option<string[]> references = new("--reference", "-r")
    {
        Description = "A further assembly that the sources need, or a folder with such assemblies.",
        DefaultValueFactory = _ => [],
    };

    private ExplainCommand(TextWriter told)
        : base("Writes an HTML page for each method marked [Differentiable]: the method beside its generated backward.")
    {
        Add(sources);
        Add(output);
        Add(references);
        SetAction(parsed => Explain(parsed.GetValue(sources)!, parsed.GetValue(output)!, parsed.GetValue(references)!, told));
    }

    /// <summary>Runs the program; gives its exit code.</summary>
    public static int Run(string[] arguments, TextWriter told, TextWriter errors)
    {
        ParseResult parsed = new ExplainCommand(told).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
                errors.WriteLine(message);
            errors.WriteLine("See --help.");
            return ExitCode.BadInput;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = told, Error = errors, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return ExitCode.BadInput;
        }
    }

    private static int Explain(string[] sources, string output, string[] references, TextWriter told)
    {
        List<Explanation> explanations = Explainer.Explain(SourceFiles.Read(sources), AssemblyFiles.Find(references));
        CreateFolder(output);
        foreach (Explanation explanation in explanations)
        {
            string path = Path.Combine(output, explanation.FileName);
            File.WriteAllText(path, HtmlPage.Of(explanation));
            told.WriteLine(explanation.Problems.Count == 0 ? path : $"{path} (refused: {explanation.Problems[0].Id})");
        }
        return explanations.Exists(explanation => explanation.Problems.Count > 0) ? ExitCode.Refused : ExitCode.Ok;
    }

    private static void CreateFolder(string output)
    {
        if (output.Length == 0 || File.Exists(output))
            throw new InputException($"--output must be a folder; '{output}' is none.");
        Directory.CreateDirectory(output);
    }
}
