using System.Diagnostics;

namespace BackpropGen.Guides.Tests;

/// <summary>Runs the commands of a page: <c>mkdir</c>, <c>cd</c> and <c>dotnet</c>, so that it needs no shell.</summary>
internal sealed class Terminal(string folder)
{
    private readonly string packages = Path.Combine(folder, "restored");

    /// <summary>The current folder.</summary>
    public string Folder { get; private set; } = folder;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    /// <summary>Runs the lines of a block; gives what they print.</summary>
    public string Run(string block) => string.Concat(block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(RunLine));

    private string RunLine(string line)
    {
        switch (line.Split(' '))
        {
            case ["mkdir", var name]:
                Directory.CreateDirectory(Path.Combine(Folder, name));
                return "";
            case ["cd", var name]:
                Folder = Path.GetFullPath(Path.Combine(Folder, name));
                return "";
            case ["dotnet", .. var arguments]:
                return RunDotnet(arguments);
            default:
                throw new NotSupportedException($"Pages use mkdir, cd and dotnet, not: {line}");
        }
    }

    private string RunDotnet(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the run that these tests are part of tells its own children.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["NuGetAudit"] = "false";
        // No build server of these folders may outlive the test.
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
        return output.ReplaceLineEndings("\n");
    }
}
