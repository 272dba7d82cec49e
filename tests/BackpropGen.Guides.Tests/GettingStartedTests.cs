using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>Follows docs/getting-started.md word for word, in an empty folder outside of the repository.</summary>
public sealed class GettingStartedTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("GettingStarted");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void The_page_works_as_it_stands()
    {
        Clone.Make(Path.Combine(root.FullName, "BackpropGen"));
        var terminal = new Terminal(root.FullName);
        string output = "";
        List<string> done = [];

        foreach (CodeBlock block in Page.Read("docs/getting-started.md").Blocks)
        {
            done.Add(block.Language);
            if (block.Language == "bash")
                output = terminal.Run(block.Code);
            else if (block.Language == "text")
                Assert.Contains(block.Code, output, StringComparison.Ordinal);
            else
                terminal.Write(block.FileName ?? throw new InvalidDataException($"The page does not say which file this is:\n{block.Code}"), block.Code);

            if (block.Code.StartsWith("dotnet test", StringComparison.Ordinal))
                Assert.Contains("Passed:     1", output, StringComparison.Ordinal);
        }

        Assert.Equal(["bash", CodeBlock.CSharp, "text", "xml"], done.Distinct().Order(StringComparer.Ordinal));
        Assert.NotEmpty(Directory.EnumerateFiles(
            Path.Combine(terminal.Folder, "Neurons", "obj", "Debug", "net10.0", "generated"), "Neurons.Network.Loss.g.cs", SearchOption.AllDirectories));
    }
}
