using BackpropGen.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Where the package with the gradient check is referenced, methods of every kind have checks and traces that compile.</summary>
public sealed class TestingMembersTests
{
    [Fact]
    public void Members_for_checks_compile_beside_every_method_of_the_corpus()
    {
        MetadataReference testing = MetadataReference.CreateFromFile(typeof(GradientCheck).Assembly.Location);
        GeneratorRun run = GeneratorHost.Run(GeneratorHost.Compile(SourceFile.EmbeddedIn("Corpus").Select(GeneratorHost.Parse), [testing]));
        run.AssertCompiles();
        Assert.DoesNotContain(run.Texts.Values, text => text.Contains("BPG0001", StringComparison.Ordinal));
        Assert.True(run.Texts.Values.Count(text => text.Contains("GradientTrace(", StringComparison.Ordinal)) > 500);
    }
}
