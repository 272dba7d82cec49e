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

    /// <summary>Writes the solution into a folder.</summary>
    public static void Write(string folder, Checkout checkout)
    {
        foreach (string way in Ways)
        {
            Write(folder, way + "Good", Reference(way, checkout), Good);
            Write(folder, way + "Bad", Reference(way, checkout), Bad);
        }
        string projects = string.Concat(Ways.SelectMany(way => new[] { way + "Good", way + "Bad" })
            .Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"));
        File.WriteAllText(Path.Combine(folder, "Consumers.slnx"), $"<Solution>{projects}</Solution>");
    }

    private static void Write(string folder, string name, string reference, string source)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(project, "Model.cs"), source);
        File.WriteAllText(Path.Combine(project, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
            {reference}
            </Project>
            """);
    }

    /// <summary>As the README shows it; the last way is the one that tells the generator nothing.</summary>
    private static string Reference(string way, Checkout checkout) => way switch
    {
        // Nothing but the feed, and no copy of the package from another place.
        "Package" => $"""
              <PropertyGroup>
                <RestoreSources>{checkout.Feed}</RestoreSources>
                <RestorePackagesPath>$(MSBuildProjectDirectory)/packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BackpropGen" Version="*" />
              </ItemGroup>
            """,
        _ => $"""
              {(way == "Imported" ? $"<Import Project=\"{checkout.Source}/runtime/BackpropGen/BackpropGen.props\" />" : "")}
              <ItemGroup>
                <ProjectReference Include="{checkout.Source}/runtime/BackpropGen/BackpropGen.csproj" />
                <ProjectReference Include="{checkout.Source}/generator/BackpropGen.Generator/BackpropGen.Generator.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
              </ItemGroup>
            """,
    };
}
