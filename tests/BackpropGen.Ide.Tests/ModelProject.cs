using System.Reflection;
using BackpropGen.CodeFixes.Fixes;
using BackpropGen.Generator;

namespace BackpropGen.Tests;

/// <summary>A user's project on disk, outside of the repository, that uses the assemblies which these tests use.</summary>
internal sealed class ModelProject : IDisposable
{
    public static readonly string Repository = Path.GetFullPath(Path.Combine(
        typeof(ModelProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ProjectDirectory").Value!,
        "..", ".."));

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("BackpropGen");

    /// <param name="settings">What the project file has besides its references.</param>
    public ModelProject(string settings = "")
    {
        File.WriteAllText(Path.Combine(Folder, "Models.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{Repository}/runtime/BackpropGen/BackpropGen.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <Using Include="BackpropGen" />
                <Reference Include="{typeof(Tape).Assembly.Location}" />
                <Analyzer Include="{typeof(DifferentiableGenerator).Assembly.Location}" />
                <Analyzer Include="{typeof(PartialTypeFix).Assembly.Location}" />
              </ItemGroup>
              {settings}
            </Project>
            """);
        File.WriteAllText(Source, Text);
    }

    public string Folder => folder.FullName;

    /// <summary>The file with the marked method.</summary>
    public string Source => Path.Combine(Folder, "Neuron.cs");

    public static string Text => Sources.Neuron.ReplaceLineEndings("\n");

    /// <summary>Runs a command of the SDK that must not fail.</summary>
    public void Run(params string[] arguments)
    {
        Dotnet run = Dotnet.Run(Folder, [.. arguments, "-v", "q"]);
        if (run.ExitCode != 0)
            throw new InvalidOperationException(run.ToString());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
