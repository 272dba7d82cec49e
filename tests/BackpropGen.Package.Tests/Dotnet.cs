using System.Diagnostics;

namespace BackpropGen.Tests;

/// <summary>A run of the dotnet command.</summary>
internal sealed record Dotnet(int ExitCode, string[] Lines)
{
    /// <summary>Without servers that would outlive the test, and without questions to the network about packages that are there.</summary>
    private static readonly string[] Common =
        ["-nologo", "-nodeReuse:false", "--tl:off", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false"];

    /// <summary>The lines with errors or warnings, without the summary that repeats them: each as often as it was reported.</summary>
    public IEnumerable<string> Complaints => Lines.TakeWhile(line => line is not ("Build FAILED." or "Build succeeded."))
        .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal));

    public static Dotnet Run(string folder, params string[] arguments) => Start(folder, [.. arguments, .. Common]);

    /// <summary>A command that knows nothing of builds' options, such as <c>format</c>.</summary>
    public static Dotnet Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What the run that these tests are part of tells its own children.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string[] lines = (output + errors.Result).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(process.ExitCode, lines);
    }

    public override string ToString() => $"exit code {ExitCode}\n{string.Join("\n", Lines)}";
}
