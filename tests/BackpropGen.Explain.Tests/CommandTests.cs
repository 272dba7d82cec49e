using Xunit;

namespace BackpropGen.Explain.Tests;

/// <summary>The program as its user sees it.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("explain").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_gives_a_page_for_each_marked_method()
    {
        Write("Model.cs", Sources.Neuron);
        Write("obj/Model.cs", "this is no C#");
        (int code, string told, _) = Run(folder, "--output", Path.Combine(folder, "pages"));
        Assert.Equal(ExitCode.Ok, code);
        string[] pages = [.. Directory.GetFiles(Path.Combine(folder, "pages")).Order(StringComparer.Ordinal)];
        Assert.Equal(["Neuron.Loss.html", "Neuron.Root.html", "Neuron.Unit.html"], pages.Select(Path.GetFileName));
        Assert.All(pages, page => Assert.Contains(page, told, StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_method_is_told_by_the_exit_code()
    {
        (int code, string told, _) = Run(Write("Model.cs", Sources.Refused), "-o", Path.Combine(folder, "pages"));
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("refused: BPG", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no marked", "No method with a body is marked")]
    [InlineData("class A { int X => ; }", "broken", "CS1525")]
    public void Bad_sources_are_told(string text, string name, string message)
    {
        (int code, _, string errors) = Run(Write(name + ".cs", text), "-o", Path.Combine(folder, "pages"));
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "pages")));
    }

    [Fact]
    public void Bad_arguments_are_told()
    {
        string file = Write("Model.cs", Sources.Neuron);
        Assert.Equal(ExitCode.BadInput, Run().Code);
        Assert.Contains("There is no file or folder", Run(Path.Combine(folder, "none.cs")).Errors, StringComparison.Ordinal);
        Assert.Contains("is no C# file", Run(Write("notes.txt", "")).Errors, StringComparison.Ordinal);
        Assert.Contains("--output must be a folder", Run(file, "--output", file).Errors, StringComparison.Ordinal);
        Assert.Contains("There is no assembly", Run(file, "--reference", "none.dll").Errors, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string Told, string Errors) Run(params string[] arguments)
    {
        var (told, errors) = (new StringWriter(), new StringWriter());
        int code = ExplainCommand.Run(arguments, told, errors);
        return (code, told.ToString(), errors.ToString());
    }
}
