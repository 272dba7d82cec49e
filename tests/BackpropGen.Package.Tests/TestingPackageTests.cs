using Xunit;

namespace BackpropGen.Tests;

/// <summary>The package with the gradient check and the snapshots, beside the other one, in a strict project.</summary>
[Collection(nameof(Checkout))]
public sealed class TestingPackageTests(Checkout checkout)
{
    private const string Program = """
        using BackpropGen;
        using BackpropGen.Testing;

        namespace My.System
        {
            public static partial class Model
            {
                /// <summary>A marked method.</summary>
                [Differentiable]
                public static double F(global::System.ReadOnlySpan<double> w, double x) => global::System.Math.Sin(x * w[0]) * w[1];
            }

            internal static class Program
            {
                private static int Main()
                {
                    GradientReport report = Model.FGradientCheck(new[] { 0.5, 3 }, 2);
                    global::System.Console.WriteLine(report);
                    report.ThrowIfFailed();
                    Snapshot.Verify(GeneratedCode.FromProjectOf(typeof(Program)));
                    return report.Entries.Count == 3 ? 0 : 1;
                }
            }
        }
        """;

    [Fact]
    public void A_marked_method_has_its_check_and_its_snapshot()
    {
        string folder = checkout.Folder("Checked");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "Checked.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>disable</Nullable>
                <ImplicitUsings>disable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <NoWarn>CS1591;CS1573</NoWarn>
              </PropertyGroup>
            {Consumers.Source(checkout)}
              <ItemGroup>
                <PackageReference Include="BackpropGen.Testing" Version="*" />
              </ItemGroup>
            </Project>
            """);

        Dotnet build = Dotnet.Run(folder, "build", "-v", "q");

        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Empty(build.Complaints);
        string program = Path.Combine(folder, "bin", "Debug", "net10.0", "Checked.dll");
        Dotnet run = Dotnet.Run(folder, program);
        Assert.Contains("the gradient is right", run.ToString(), StringComparison.Ordinal);
        const string Snapshot = "Program.Main#My.System.Model.F.g";
        Assert.Contains($"{Snapshot}.verified.cs does not exist yet", run.ToString(), StringComparison.Ordinal);
        Assert.True(run.ExitCode != 0, run.ToString());

        File.Move(Path.Combine(folder, $"{Snapshot}.received.cs"), Path.Combine(folder, $"{Snapshot}.verified.cs"));
        run = Dotnet.Run(folder, program);
        Assert.True(run.ExitCode == 0, run.ToString());
        // The snapshot is no part of the program.
        build = Dotnet.Run(folder, "build", "-v", "q");
        Assert.True(build.ExitCode == 0, build.ToString());
    }
}
