using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BackpropGen.Testing.Snapshots;

/// <summary>Those of a build that runs no analyzers: the generator then reports what the analyzer would.</summary>
internal sealed class GeneratorOptions : AnalyzerConfigOptionsProvider
{
    public static readonly GeneratorOptions WithoutAnalyzers = new();

    public override AnalyzerConfigOptions GlobalOptions { get; } = new NoAnalyzers();

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class NoAnalyzers : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = KeyComparer.Equals(key, "build_property.RunAnalyzers") ? "false" : null;
            return value is not null;
        }
    }
}
