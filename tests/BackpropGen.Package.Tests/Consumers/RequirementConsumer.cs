namespace BackpropGen.Tests;

/// <summary>Projects with compilers and frameworks at the edges of those that will do.</summary>
internal static class RequirementConsumer
{
    public const string WithoutGenerator = "WithoutGenerator";

    /// <summary>Versions of compilers, and whether they will do.</summary>
    public static readonly IReadOnlyDictionary<string, bool> Compilers =
        new Dictionary<string, bool> { ["4.7"] = false, ["3.11"] = false, ["4.8"] = true, ["4.10"] = true };

    /// <summary>Without the reference assemblies, which are not everywhere: the complaint comes before the compiler.</summary>
    public static readonly string[] OldFrameworks = ["netstandard2.0", "net7.0"];

    public static IEnumerable<Consumer> All(Checkout checkout) =>
    [
        .. Compilers.Keys.Select(version => OfCompiler(CompilerName(version), version, checkout)),
        .. OldFrameworks.Select(framework => OfFramework(framework, checkout)),
        OfCompiler(WithoutGenerator, "4.7", checkout) with
        {
            Sources = [],
            Elements = Consumer.Reference("BackpropGen", checkout.Version) + LeaveOut,
        },
    ];

    public static string CompilerName(string version) => "Compiler." + version;

    public static string FrameworkName(string framework) => "Framework." + framework;

    private const string LeaveOut = """
        <Target Name="LeaveOut" AfterTargets="ResolveLockFileAnalyzers">
          <ItemGroup>
            <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'BackpropGen.Generator'" />
          </ItemGroup>
        </Target>
        """;

    private static Consumer OfCompiler(string name, string version, Checkout checkout) => new(name, ("Model.cs", Consumer.Model))
    {
        Elements = Consumer.Reference("BackpropGen", checkout.Version),
        Last = $"<PropertyGroup><CompilerApiVersion>roslyn{version}</CompilerApiVersion></PropertyGroup>",
    };

    private static Consumer OfFramework(string framework, Checkout checkout) => new(FrameworkName(framework), ("Model.cs", Consumer.Model))
    {
        Frameworks = framework,
        Properties = """
            <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
            <CheckEolTargetFramework>false</CheckEolTargetFramework>
            """,
        Elements = Consumer.Reference("BackpropGen", checkout.Version),
    };
}
