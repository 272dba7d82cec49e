using System.Globalization;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What <c>dotnet new</c> makes of the template runs as it comes.</summary>
[Collection(nameof(Checkout))]
public sealed class TemplateTests(Checkout checkout)
{
    // A name that is none in C#.
    private const string Name = "my-model.1";

    [Fact]
    public void A_project_from_the_template_learns_and_passes_its_tests()
    {
        string parent = checkout.Folder("template");
        // Installed for this test alone, and not for the user of this machine.
        string[] alone = ["--debug:custom-hive", Path.Combine(parent, "hive")];
        string package = Path.Combine(checkout.Feed, $"BackpropGen.Templates.{checkout.Version}.nupkg");
        Dotnet.Run(parent, ["new", "install", package, .. alone]).AssertSuccess();
        Dotnet.Run(parent, ["new", "backpropgen-lstm", "-n", Name, .. alone]).AssertSuccess();
        string folder = Path.Combine(parent, Name);

        Dotnet run = Dotnet.Run(folder, "run").AssertSuccess();
        Dotnet test = Dotnet.Run(folder, "test").AssertSuccess();

        IEnumerable<string?> assemblies = Directory.EnumerateFiles(Path.Combine(folder, "bin"), "*.dll", SearchOption.AllDirectories)
            .Select(Path.GetFileName);
        Assert.Equal(["BackpropGen.dll", Name + ".dll"], assemblies.Order(StringComparer.Ordinal));
        double[] losses = [.. run.Lines.Where(line => line.StartsWith("epoch", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture))];
        Assert.True(losses.Length == 6 && losses[^1] < losses[0] / 100, run.ToString());
        string passed = Assert.Single(test.Lines, line => line.StartsWith("Passed!", StringComparison.Ordinal));
        Assert.Contains("Passed:     2", passed, StringComparison.Ordinal);
    }
}
