using Xunit;

namespace BackpropGen.Tests;

/// <summary>The package, and what it generates, in a project with the strictest settings.</summary>
[Collection(nameof(Checkout))]
public sealed class StrictConsumerTests(Checkout checkout)
{
    [Fact]
    public void It_builds_without_a_warning_and_runs()
    {
        string folder = checkout.Folder("Strict");
        StrictConsumer.Write(folder, checkout);

        Dotnet build = Dotnet.Run(folder, "build", "-v", "q");

        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Empty(build.Complaints);
        Assert.All(StrictConsumer.Frameworks, framework => Assert.True(File.Exists(Assembly(framework)), framework));
        // For the only runtime that is sure to be there.
        Dotnet run = Dotnet.Run(folder, Assembly("net10.0"));
        Assert.True(run.ExitCode == 0, run.ToString());

        string Assembly(string framework) => Path.Combine(folder, "bin", "Debug", framework, "Strict.dll");
    }
}
