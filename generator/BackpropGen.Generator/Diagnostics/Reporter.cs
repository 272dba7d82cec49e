using Microsoft.CodeAnalysis.Diagnostics;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>
/// Who reports: the analyzer where it is certain that analyzers run, otherwise the generator. Both ask here, of the same options, so that
/// each error is reported in every build, and once. (What another generator adds, an analyzer alone can see.)
/// </summary>
/// <remarks>
/// The rules are those of the target <c>_ComputeSkipAnalyzers</c> of the SDK; BackpropGen.props hands over the properties. Where a value
/// leaves doubt, the generator reports: then the analyzer is silent, whether it runs or not. So nothing depends on what else that target
/// asks about builds that an IDE triggers, such as <c>OptimizeImplicitlyTriggeredBuild</c>. Nor on <c>DesignTimeBuild</c>: a design-time
/// build writes the same file of options as a real one.
/// </remarks>
internal static class Reporter
{
    public static bool IsGenerator(AnalyzerConfigOptions options)
    {
        string? runs = ValueOf("RunAnalyzers");
        string? runsInBuilds = ValueOf("RunAnalyzersDuringBuild");
        string? isTriggered = ValueOf("IsImplicitlyTriggeredBuild");
        // Where nothing tells, analyzers may or may not run.
        if (runs is null || runsInBuilds is null || isTriggered is null)
            return true;
        bool isOn = IsTrue(runs) || (runs.Length == 0 && (runsInBuilds.Length == 0 || IsTrue(runsInBuilds)));
        bool mayBeLeftOut = isTriggered.Length > 0 && !string.Equals(isTriggered, "false", StringComparison.OrdinalIgnoreCase);
        return !isOn || mayBeLeftOut;

        string? ValueOf(string property) => options.TryGetValue("build_property." + property, out string? value) ? value.Trim() : null;
    }

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
