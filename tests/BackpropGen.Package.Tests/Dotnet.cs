using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>A run of the dotnet command.</summary>
internal sealed record Dotnet(int ExitCode, string[] Lines)
{
    /// <summary>A compiler of these tests alone. It stays warm from one build to the next, and is stopped at the end.</summary>
    private static readonly string Compiler = "BackpropGen" + Guid.NewGuid().ToString("N");

    /// <summary>
    /// Without servers that would outlive the tests, and without questions to the network about packages that are there. MSBuild takes its
    /// properties from the environment, too, so that commands stay as users type them.
    /// </summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["NuGetAudit"] = "false",
        ["SharedCompilationId"] = Compiler,
        ["UseSharedCompilation"] = "true",
    };

    /// <summary>The lines with errors or warnings, without the summary that repeats them: each as often as it was reported.</summary>
    public IEnumerable<string> Complaints => Lines.TakeWhile(line => line is not ("Build FAILED." or "Build succeeded."))
        .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal));

    public static Dotnet Run(string folder, params string[] arguments) => Start(Host, folder, arguments);

    /// <summary>Runs a program that was built: an assembly, for the runtime that is there, or an executable.</summary>
    public static Dotnet RunProgram(string path) => path.EndsWith(".dll", StringComparison.Ordinal)
        ? Run(Path.GetDirectoryName(path)!, "--roll-forward", "Major", path)
        : Start(path, Path.GetDirectoryName(path)!, []);

    public static void StopCompiler()
    {
        string path = Path.Combine(
            typeof(Dotnet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CompilerFolder").Value!,
            "bincore", "VBCSCompiler.dll");
        if (File.Exists(path))
            Run(Path.GetDirectoryName(path)!, "exec", path, "-pipename:" + Compiler, "-shutdown");
    }

    /// <summary>Fails the test where the command failed or complained.</summary>
    public Dotnet AssertSuccess()
    {
        Assert.True(ExitCode == 0, ToString());
        Assert.Empty(Complaints);
        return this;
    }

    public override string ToString() => $"exit code {ExitCode}\n{string.Join("\n", Lines)}";

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Dotnet Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the run that these tests are part of tells its own children.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach ((string name, string value) in Settings)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string[] lines = (output + errors.Result).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(process.ExitCode, lines);
    }
}
