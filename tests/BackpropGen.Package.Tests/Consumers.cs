namespace BackpropGen.Tests;

/// <summary>
/// Projects of users in one solution: each way to reference BackpropGen, with a method that can be differentiated and with one that cannot.
/// </summary>
internal static class Consumers
{
    public static readonly string[] Ways = ["Package", "Imported", "Plain"];

    /// <summary>Line 8 is refused; its callers are not.</summary>
    private const string Bad = """
        using System;
        using BackpropGen;

        public static partial class Model
        {
            [Differentiable]
            public static double F(double x, ReadOnlySpan<double> w)
            { Console.Beep(); return x * w[0]; }

            public static long Use(double[] w)
            {
                double dX = 0;
                return (long)FGradient(1, w, ref dX, new double[w.Length]) + FTapeSize(w) + FTapeSize(w: w);
            }
        }
        """;

    private const string Good = """
        using System;
        using BackpropGen;

        public static partial class Model
        {
            [Differentiable]
            public static double F(double x, ReadOnlySpan<double> w) => Math.Sin(x) * w[0];

            public static double Use(double[] w)
            {
                double dX = 0;
                return FGradient(1, w, ref dX, new double[w.Length]);
            }
        }
        """;

    /// <summary>Nothing but the feed, and no copy of a package from another place.</summary>
    public static string Source(Checkout checkout) => $"""
          <PropertyGroup>
            <RestoreSources>{checkout.Feed}</RestoreSources>
            <RestorePackagesPath>$(MSBuildProjectDirectory)/packages</RestorePackagesPath>
          </PropertyGroup>
        """;

    /// <summary>The package, from the feed.</summary>
    public static string Package(Checkout checkout) => $"""
        {Source(checkout)}
          <ItemGroup>
            <PackageReference Include="BackpropGen" Version="*" />
          </ItemGroup>
        """;

    /// <summary>Writes the solution into a folder.</summary>
    public static void Write(string folder, Checkout checkout)
    {
        foreach (string way in Ways)
        {
            WriteGood(Path.Combine(folder, way + "Good"), "net10.0", Reference(way, checkout));
            Write(Path.Combine(folder, way + "Bad"), "net10.0", Reference(way, checkout), Bad);
        }
        string projects = string.Concat(Ways.SelectMany(way => new[] { way + "Good", way + "Bad" })
            .Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"));
        File.WriteAllText(Path.Combine(folder, "Consumers.slnx"), $"<Solution>{projects}</Solution>");
    }

    /// <summary>Writes a project that can be differentiated into a folder, whose name it has.</summary>
    public static void WriteGood(string folder, string framework, string reference) => Write(folder, framework, reference, Good);

    private static void Write(string folder, string framework, string reference, string source)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Model.cs"), source);
        File.WriteAllText(Path.Combine(folder, Path.GetFileName(folder) + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
            {reference}
            </Project>
            """);
    }

    /// <summary>As the README shows it; the last way is the one that tells the generator nothing.</summary>
    private static string Reference(string way, Checkout checkout) => way switch
    {
        "Package" => Package(checkout),
        _ => $"""
              {(way == "Imported" ? $"<Import Project=\"{checkout.Source}/runtime/BackpropGen/BackpropGen.props\" />" : "")}
              <ItemGroup>
                <ProjectReference Include="{checkout.Source}/runtime/BackpropGen/BackpropGen.csproj" />
                <ProjectReference Include="{checkout.Source}/generator/BackpropGen.Generator/BackpropGen.Generator.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
                {(way == "Imported" ? $"<ProjectReference Include=\"{checkout.Source}/generator/BackpropGen.CodeFixes/BackpropGen.CodeFixes.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />" : "")}
              </ItemGroup>
            """,
    };
}
