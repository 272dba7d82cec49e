using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BackpropGen.Tests;

/// <summary>What a build tells generators and analyzers of its properties.</summary>
internal sealed class BuildOptions(params (string Property, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    /// <summary>A build that runs analyzers, and hands over what BackpropGen.props names.</summary>
    public static readonly BuildOptions WithAnalyzers =
        new(("RunAnalyzers", ""), ("RunAnalyzersDuringBuild", ""), ("IsImplicitlyTriggeredBuild", ""));

    /// <summary>One that says nothing.</summary>
    public static readonly BuildOptions Silent = new();

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties.ToDictionary(
        property => "build_property." + property.Property, property => property.Value, AnalyzerConfigOptions.KeyComparer));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
