using Xunit;

namespace BackpropGen.Tests;

/// <summary>A build that cannot work says what it lacks, and nothing else.</summary>
[Collection(nameof(Checkout))]
public sealed class RequirementTests(Checkout checkout)
{
    [Theory]
    [InlineData("4.7", "BPG0002: BackpropGen needs a C# compiler of version 4.8 or newer, and this one has 4.7")]
    [InlineData("3.11", "BPG0002: BackpropGen needs a C# compiler of version 4.8 or newer, and this one has 3.11")]
    [InlineData("4.8", null)]
    [InlineData("4.10", null)]
    public void The_compiler_has_to_load_the_generator(string version, string? complaint) =>
        AssertComplaint(complaint, Build("compiler-" + version, "net10.0", "-p:CompilerApiVersion=roslyn" + version));

    // Without the reference assemblies, which are not everywhere: the complaint comes before the compiler.
    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net7.0")]
    public void The_framework_has_to_have_an_assembly(string framework) =>
        AssertComplaint(
            "BPG0003: BackpropGen needs net8.0 or newer, and this project is built for " + framework,
            Build("framework-" + framework, framework, "-p:DisableImplicitFrameworkReferences=true", "-p:CheckEolTargetFramework=false"));

    [Fact]
    public void Any_compiler_will_do_where_the_generator_is_left_out()
    {
        string folder = checkout.Folder("without-generator");
        Consumers.WriteGood(folder, "net10.0", $"""
            {Consumers.Package(checkout)}
              <ItemGroup>
                <Compile Remove="Model.cs" />
              </ItemGroup>
              <Target Name="LeaveOut" AfterTargets="ResolveLockFileAnalyzers">
                <ItemGroup>
                  <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'BackpropGen.Generator'" />
                </ItemGroup>
              </Target>
            """);

        AssertComplaint(null, Dotnet.Run(folder, "build", "-v", "q", "-p:CompilerApiVersion=roslyn4.7"));
    }

    private Dotnet Build(string name, string framework, params string[] properties)
    {
        string folder = checkout.Folder(name);
        Consumers.WriteGood(folder, framework, Consumers.Package(checkout));
        return Dotnet.Run(folder, ["build", "-v", "q", .. properties]);
    }

    private static void AssertComplaint(string? expected, Dotnet build)
    {
        Assert.True((build.ExitCode == 0) == (expected is null), build.ToString());
        if (expected is null)
            Assert.Empty(build.Complaints);
        else
            Assert.Contains("csproj : error " + expected, Assert.Single(build.Complaints));
    }
}
