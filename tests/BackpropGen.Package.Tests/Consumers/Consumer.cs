namespace BackpropGen.Tests;

/// <summary>A project of a user: what is in its project file, and its files of source code.</summary>
internal sealed record Consumer(string Name, params (string File, string Text)[] Sources)
{
    /// <summary>A method that can be differentiated.</summary>
    public const string Model = """
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

    /// <summary>More than one, with a semicolon between them, are built all.</summary>
    public string Frameworks { get; init; } = "net10.0";

    /// <summary>As they stand in a <c>PropertyGroup</c>.</summary>
    public string Properties { get; init; } = "";

    /// <summary>What else stands under <c>Project</c>.</summary>
    public string Elements { get; init; } = "";

    /// <summary>Under <c>Project</c>, after the targets of the SDK, whose properties it overrides.</summary>
    public string Last { get; init; } = "";

    public static string Reference(string package, string version) =>
        $"""<ItemGroup><PackageReference Include="{package}" Version="{version}" /></ItemGroup>""";

    /// <summary>Writes it into a new folder, and says where its project file is.</summary>
    public string Write(string parent)
    {
        string folder = Directory.CreateDirectory(Path.Combine(parent, Name)).FullName;
        foreach ((string file, string text) in Sources)
            File.WriteAllText(Path.Combine(folder, file), text);
        string project = Path.Combine(folder, Name + ".csproj");
        File.WriteAllText(project, $"""
            <Project>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework{Plural}>{Frameworks}</TargetFramework{Plural}>
                {Properties}
              </PropertyGroup>
              {Elements}
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
              {Last}
            </Project>
            """);
        return project;
    }

    private string Plural => Frameworks.Contains(';') ? "s" : "";
}
