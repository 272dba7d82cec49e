namespace BackpropGen.Tests;

/// <summary>
/// Each way to reference BackpropGen, with a method that can be differentiated and with one that cannot, in each kind of build that runs
/// analyzers or does not.
/// </summary>
internal static class ReportingConsumer
{
    public static readonly string[] Ways = ["Package", "Imported", "Plain"];

    /// <summary>The properties of each kind of build, by its name.</summary>
    public static readonly IReadOnlyDictionary<string, string> Builds = new Dictionary<string, string>
    {
        ["Default"] = "",
        ["WithoutAnalyzers"] = "<RunAnalyzers>false</RunAnalyzers>",
        ["WithoutAnalyzersDuringBuild"] = "<RunAnalyzersDuringBuild>False</RunAnalyzersDuringBuild>",
        ["Implicit"] = "<IsImplicitlyTriggeredBuild>true</IsImplicitlyTriggeredBuild>",
        // An IDE's build that runs analyzers all the same.
        ["ImplicitWithAnalyzers"] =
            "<IsImplicitlyTriggeredBuild>true</IsImplicitlyTriggeredBuild>"
            + "<OptimizeImplicitlyTriggeredBuild>false</OptimizeImplicitlyTriggeredBuild>",
    };

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

    public static string GoodName(string way, string build) => $"{way}.{build}.Good";

    public static string BadName(string way, string build) => $"{way}.{build}.Bad";

    public static IEnumerable<Consumer> All(Checkout checkout) =>
        from way in Ways
        from build in Builds
        from name in new[] { GoodName(way, build.Key), BadName(way, build.Key) }
        select new Consumer(name, ("Model.cs", name == GoodName(way, build.Key) ? Consumer.Model : Bad))
        {
            Properties = $"<Nullable>enable</Nullable>{build.Value}{(way == "Package" ? "" : WithoutReferences)}",
            Elements = way == "Package"
                ? Consumer.Reference("BackpropGen", checkout.Version)
                : References(checkout, isImported: way == "Imported"),
        };

    // The runtime and the generator are built. A solution that does not contain them would look for them elsewhere than in its own
    // configuration.
    private const string WithoutReferences = """
        <BuildProjectReferences>false</BuildProjectReferences>
        <ShouldUnsetParentConfigurationAndPlatform>false</ShouldUnsetParentConfigurationAndPlatform>
        """;

    /// <summary>As the README shows it; what is not imported tells the generator nothing.</summary>
    private static string References(Checkout checkout, bool isImported) => $"""
        {(isImported ? $"<Import Project=\"{checkout.Source}/runtime/BackpropGen/BackpropGen.props\" />" : "")}
        <ItemGroup>
          <ProjectReference Include="{checkout.Source}/runtime/BackpropGen/BackpropGen.csproj" />
          {Analyzer(checkout, "BackpropGen.Generator")}
          {(isImported ? Analyzer(checkout, "BackpropGen.CodeFixes") : "")}
        </ItemGroup>
        """;

    private static string Analyzer(Checkout checkout, string name) => $"""
        <ProjectReference Include="{checkout.Source}/generator/{name}/{name}.csproj"
            OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
        """;
}
