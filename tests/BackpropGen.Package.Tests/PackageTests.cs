using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What is in the package, and what it says of itself.</summary>
[Collection(nameof(Checkout))]
public sealed partial class PackageTests(Checkout checkout)
{
    private const string Generator = "analyzers/dotnet/cs/BackpropGen.Generator.dll";
    private const string CodeFixes = "analyzers/dotnet/cs/BackpropGen.CodeFixes.dll";

    private static readonly string[] Frameworks = ["net8.0", "net10.0"];

    private readonly PackageFiles package = PackageFiles.Open(checkout, "nupkg");

    [Fact]
    public void It_has_the_runtime_its_documentation_its_symbols_the_generator_and_the_code_fixes()
    {
        PackageFiles symbols = PackageFiles.Open(checkout, "snupkg");
        string[] needed =
        [
            Generator,
            CodeFixes,
            .. Frameworks.SelectMany(framework => new[] { $"lib/{framework}/BackpropGen.dll", $"lib/{framework}/BackpropGen.xml" }),
            .. new[] { "build", "buildTransitive" }.SelectMany(folder => new[] { $"{folder}/BackpropGen.props", $"{folder}/BackpropGen.targets" }),
        ];

        Assert.Empty(needed.Except(package.Names));
        Assert.Equal(needed.Count(IsAssembly), package.Names.Count(IsAssembly));
        Assert.All(Frameworks, framework => Assert.Contains($"lib/{framework}/BackpropGen.pdb", symbols.Names));
        Assert.All(Frameworks, framework =>
            Assert.Contains("T:BackpropGen.DifferentiableAttribute", Encoding.UTF8.GetString(package[$"lib/{framework}/BackpropGen.xml"])));

        static bool IsAssembly(string name) => name.EndsWith(".dll", StringComparison.Ordinal);
    }

    [Fact]
    public void It_introduces_itself()
    {
        Assert.Contains("[Differentiable]", package.Metadata("description").Value);
        Assert.Contains("net8.0 or newer", package.Metadata("description").Value);
        Assert.Contains("source-generator", package.Metadata("tags").Value.Split(' '));
        Assert.Equal("MIT", package.Metadata("license").Value);
        Assert.Equal(Checkout.RepositoryUrl, package.Metadata("repository").Attribute("url")?.Value);
    }

    [Fact]
    public void Its_readme_is_that_of_the_repository_with_the_pages_that_it_links_to()
    {
        string readme = Encoding.UTF8.GetString(package[package.Metadata("readme").Value]);

        Assert.Equal(File.ReadAllText(Path.Combine(Checkout.Repository, "README.md")), readme);
        string[] links = [.. LocalLink().Matches(readme).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(package.Names, name => name == link || name.StartsWith(link + "/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Its_icon_is_a_picture_of_the_size_that_galleries_show()
    {
        ReadOnlySpan<byte> icon = package[package.Metadata("icon").Value];

        Assert.Equal("PNG", Encoding.ASCII.GetString(icon[1..4]));
        Assert.Equal((128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon[16..]), BinaryPrimitives.ReadInt32BigEndian(icon[20..])));
    }

    // The same source gives the same bytes: neither the time nor the place of the build is in them.
    [Fact]
    public void Its_assemblies_are_deterministic()
    {
        PackageFiles symbols = PackageFiles.Open(checkout, "snupkg");
        string[] assemblies = [Generator, CodeFixes, .. Frameworks.Select(framework => $"lib/{framework}/BackpropGen.dll")];
        byte[] place = Encoding.UTF8.GetBytes(Path.GetFileName(checkout.Root));

        Assert.All(assemblies, name =>
        {
            using var reader = new PEReader(new MemoryStream(package[name]));
            Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            Assert.True(package[name].AsSpan().IndexOf(place) < 0, name);
        });
        Assert.All(Frameworks, framework => Assert.True(symbols[$"lib/{framework}/BackpropGen.pdb"].AsSpan().IndexOf(place) < 0, framework));
    }

    [Fact]
    public void Each_error_has_its_page_in_the_package_and_its_link()
    {
        DiagnosticDescriptor[] descriptors = [.. Assembly.Load(package[Generator]).GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)];

        Assert.NotEmpty(descriptors);
        Assert.All(descriptors, descriptor =>
        {
            string page = $"docs/diagnostics/{descriptor.Id}.md";
            Assert.Contains(page, package.Names);
            Assert.Contains(page, descriptor.Description.ToString());
            Assert.Equal($"{Checkout.RepositoryUrl}/blob/main/{page}", descriptor.HelpLinkUri);
        });
    }

    // Workspaces 4.8 is what Visual Studio 2022 17.8 has; a newer version of anything would not load there.
    [Fact]
    public void Its_code_fixes_load_wherever_the_generator_does()
    {
        using var reader = new PEReader(new MemoryStream(package[CodeFixes]));
        MetadataReader metadata = reader.GetMetadataReader();
        Dictionary<string, Version> references = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .ToDictionary(reference => metadata.GetString(reference.Name), reference => reference.Version);

        Assert.Equal(new Version(4, 8, 0, 0), references["Microsoft.CodeAnalysis.Workspaces"]);
        Assert.All(references.Where(reference => reference.Key.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)), reference => Assert.Equal(new Version(4, 8, 0, 0), reference.Value));
        Assert.All(references.Keys, name => Assert.DoesNotContain("System.Composition", name));
        Assert.True(references["System.Collections.Immutable"] <= new Version(7, 0, 0, 0));
    }

    // A compiler has no Workspaces.
    [Fact]
    public void Its_code_fixes_have_nothing_that_a_compiler_loads()
    {
        using var reader = new PEReader(new MemoryStream(package[CodeFixes]));
        MetadataReader metadata = reader.GetMetadataReader();
        string[] types = [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Name))];

        Assert.Contains("ExportCodeFixProviderAttribute", types);
        Assert.Contains("ExportCodeRefactoringProviderAttribute", types);
        Assert.DoesNotContain("DiagnosticAnalyzerAttribute", types);
        Assert.DoesNotContain("GeneratorAttribute", types);
    }

    [GeneratedRegex(@"\]\((docs/[^)#]+)")]
    private static partial Regex LocalLink();
}
