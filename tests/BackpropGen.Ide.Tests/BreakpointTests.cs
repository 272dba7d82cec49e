using System.Reflection.Metadata;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// The recipe of docs/ide.md puts generated code where breakpoints can be set: the symbols of the assembly name the very file, with its
/// checksum, and have points to stop at in it. Debuggers go by these.
/// </summary>
public sealed class BreakpointTests
{
    [Fact]
    public void The_symbols_name_the_file_on_disk()
    {
        using var project = new ModelProject(Recipe());
        // A second build meets the files of the first one.
        project.Run("build");
        File.AppendAllText(project.Source, "// Changed.\n");
        project.Run("build", "--no-restore");

        string generated = Path.Combine(project.Folder, "Generated");
        string file = Assert.Single(Directory.GetFiles(generated, "Models.Neuron.Unit.g.cs", SearchOption.AllDirectories));
        using Stream stream = File.OpenRead(Path.Combine(project.Folder, "bin", "Debug", "net10.0", "Models.pdb"));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        MetadataReader symbols = provider.GetMetadataReader();
        DocumentHandle handle = Assert.Single(symbols.Documents, each => symbols.GetString(symbols.GetDocument(each).Name) == file);
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(file)), symbols.GetBlobBytes(symbols.GetDocument(handle).Hash));

        string[] lines = File.ReadAllLines(file);
        Assert.Contains("dW[i] += dSum * x[i];", Stops(symbols, handle).Select(line => lines[line - 1].Trim()));
    }

    private static IEnumerable<int> Stops(MetadataReader symbols, DocumentHandle file) =>
        from method in symbols.MethodDebugInformation
        from point in symbols.GetMethodDebugInformation(method).GetSequencePoints()
        where point.Document == file && !point.IsHidden
        select point.StartLine;

    /// <summary>As the guide has it.</summary>
    private static string Recipe()
    {
        string guide = File.ReadAllText(Path.Combine(ModelProject.Repository, "docs", "ide.md"));
        return Regex.Match(guide, "```xml\n(.*?EmitCompilerGeneratedFiles.*?)```", RegexOptions.Singleline).Groups[1].Value;
    }
}
