using BackpropGen.Tests.Cases;
using BackpropGen.Tests.Checks;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Every forward method of the corpus, compiled through the generator, run and compared with difference quotients.</summary>
public sealed class CorpusTests
{
    private static readonly SourceFile[] Files = [.. SourceFile.EmbeddedIn("Corpus"), .. MathFunctionCases.Files()];

    private static readonly Lazy<CorpusBuild> Build = new(() => CorpusBuild.Of(Files));

    private static readonly string[] Names = [.. Files.SelectMany(CaseSource.In).Select(source => source.Name)];

    public static TheoryData<string> Cases => [.. Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case(string name)
    {
        TestCase @case = Build.Value[name];
        if (@case.Source.Directives.IsOptional && @case.Faults.Count == 0 && @case.Rejections.Count > 0)
            return;

        Assert.True(!@case.IsBroken, $"{name} ({@case.Source.File})\n{string.Join("\n", @case.Rejections.Concat(@case.Faults))}");
        CaseCheck.Run(@case).Assert();
    }

    [Fact]
    public void The_corpus_is_large() => Assert.InRange(Names.Length, 300, int.MaxValue);
}
