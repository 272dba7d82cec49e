using System.Diagnostics;
using System.Text.Json;
using StreamJsonRpc;

namespace BackpropGen.Tests;

/// <summary>csharp-ls with one open file, spoken to over its standard input and output as an editor does.</summary>
internal sealed class LanguageServer : IDisposable
{
    /// <summary>Loading a project takes a while; a server that is gone never answers.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>csharp-ls runs no analyzer unless it is told to.</summary>
    private static readonly object Settings = new { analyzersEnabled = true };

    private readonly CancellationTokenSource patience = new(Longest);
    private readonly Process process;
    private readonly JsonRpc connection;
    private readonly string uri;
    private string text;
    private int version = 1;

    private LanguageServer(string command, string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        // Without the feature, csharp-ls does not lead to files that no disk has.
        process = Start(folder, command, "--features", "metadata-uris");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        connection = new JsonRpc(new HeaderDelimitedMessageHandler(
            process.StandardInput.BaseStream, process.StandardOutput.BaseStream, new SystemTextJsonFormatter()));
        connection.AddLocalRpcMethod(
            "workspace/configuration", (JsonElement items) => items.EnumerateArray().Select(_ => Settings).ToArray());
        connection.StartListening();
        text = File.ReadAllText(file);
        uri = new Uri(file).AbsoluteUri;
    }

    /// <summary>Starts it in the folder of a file, and opens that.</summary>
    public static async Task<LanguageServer> OpenAsync(string command, string file)
    {
        var server = new LanguageServer(command, file);
        string root = new Uri(Path.GetDirectoryName(file)!).AbsoluteUri;
        await server.AskAsync("initialize", new
        {
            processId = Environment.ProcessId,
            rootUri = root,
            workspaceFolders = new[] { new { uri = root, name = "models" } },
            capabilities = new { workspace = new { configuration = true, workspaceFolders = true } },
        });
        await server.TellAsync("initialized", new { });
        await server.TellAsync("workspace/didChangeConfiguration", new { settings = new { csharp = Settings } });
        await server.TellAsync("textDocument/didOpen", new
        {
            textDocument = new { server.uri, languageId = "csharp", server.version, server.text },
        });
        return server;
    }

    /// <summary>Writes another text.</summary>
    public async Task WriteAsync(string newText)
    {
        text = newText;
        version++;
        await TellAsync("textDocument/didChange", new { textDocument = new { uri, version }, contentChanges = new[] { new { text } } });
    }

    /// <summary>What is shown over a name, as Markdown.</summary>
    public async Task<string> HoverAsync(string name) =>
        (await AskAsync("textDocument/hover", At(name))).GetProperty("contents").GetProperty("value").GetString()!;

    /// <summary>Where a name is defined.</summary>
    public async Task<string[]> DefinitionsAsync(string name) =>
        [.. (await AskAsync("textDocument/definition", At(name))).EnumerateArray()
            .Select(place => place.GetProperty("uri").GetString()!)];

    /// <summary>The errors of the file, each as <c>id: text at its place</c>.</summary>
    public async Task<string[]> ErrorsAsync()
    {
        JsonElement answer = await AskAsync("textDocument/diagnostic", new { textDocument = new { uri } });
        const int Error = 1;
        return
        [
            .. answer.GetProperty("items").EnumerateArray()
                .Where(item => item.GetProperty("severity").GetInt32() == Error)
                .Select(item => $"{item.GetProperty("code").GetString()}: {TextOf(item.GetProperty("range"))}"),
        ];
    }

    public void Dispose()
    {
        connection.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        patience.Dispose();
    }

    private static Process Start(string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the run that this test is part of tells its own children.
        string[] inherited = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in inherited)
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private Task<JsonElement> AskAsync(string method, object parameters) =>
        connection.InvokeWithParameterObjectAsync<JsonElement>(method, parameters, patience.Token);

    private Task TellAsync(string method, object parameters) => connection.NotifyWithParameterObjectAsync(method, parameters);

    private object At(string name)
    {
        string[] before = text[..(text.IndexOf(name, StringComparison.Ordinal) + 1)].Split('\n');
        return new { textDocument = new { uri }, position = new { line = before.Length - 1, character = before[^1].Length } };
    }

    private string TextOf(JsonElement range) => text[Offset(range.GetProperty("start"))..Offset(range.GetProperty("end"))];

    private int Offset(JsonElement position) =>
        text.Split('\n').Take(position.GetProperty("line").GetInt32()).Sum(line => line.Length + 1)
            + position.GetProperty("character").GetInt32();
}
