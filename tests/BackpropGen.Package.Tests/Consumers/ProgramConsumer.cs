namespace BackpropGen.Tests;

/// <summary>Programs that compute a gradient, and fail where it is not the one that is known in closed form.</summary>
internal static class ProgramConsumer
{
    /// <summary>
    /// For the oldest framework and the newest, without nullable references and implicit usings, with every warning an error, those of
    /// trimming and native compilation too.
    /// </summary>
    public const string Strict = "Strict";

    /// <summary>With the package of the gradient check and the snapshots alone.</summary>
    public const string Checked = "Checked";

    /// <summary>With other source generators, on the same types.</summary>
    public const string Neighbours = "Neighbours";

    public static readonly string[] StrictFrameworks = ["net8.0", "net10.0"];

    private const string StrictSettings =
        "<Nullable>disable</Nullable><ImplicitUsings>disable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

    public static IEnumerable<Consumer> All(Checkout checkout) =>
    [
        new(Strict, ("Program.cs", ClashingPrograms.Types), ("Namespaces.cs", ClashingPrograms.Namespaces))
        {
            Frameworks = string.Join(';', StrictFrameworks),
            // The native host for an older framework is a package that only programs need.
            Properties = $"""
                {StrictSettings}
                <OutputType>Exe</OutputType>
                <UseAppHost>false</UseAppHost>
                <RootNamespace>My.System</RootNamespace>
                <IsAotCompatible>true</IsAotCompatible>
                <VerifyReferenceTrimCompatibility>true</VerifyReferenceTrimCompatibility>
                <VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility>
                """,
            Elements = Consumer.Reference("BackpropGen", checkout.Version),
        },
        new(Checked, ("Program.cs", CheckedPrograms.Short))
        {
            Properties = $"""
                {StrictSettings}
                <OutputType>Exe</OutputType>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <NoWarn>CS1591;CS1573</NoWarn>
                """,
            Elements = Consumer.Reference("BackpropGen.Testing", checkout.Version),
        },
        new(Neighbours, ("Program.cs", CheckedPrograms.BesideOtherGenerators))
        {
            Properties = "<OutputType>Exe</OutputType><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
            Elements = Consumer.Reference("BackpropGen", checkout.Version)
                + Consumer.Reference("Riok.Mapperly", "4.3.1")
                + Consumer.Reference("CommunityToolkit.Mvvm", "8.4.2"),
        },
    ];

    /// <summary>A program that is published by itself.</summary>
    public static Consumer Published(string name, string properties, Checkout checkout) => new(name, ("Program.cs", PublishedProgram.Text))
    {
        Properties = $"""
            <OutputType>Exe</OutputType>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            <DebugType>none</DebugType>
            {properties}
            """,
        Elements = Consumer.Reference("BackpropGen", checkout.Version),
    };
}
