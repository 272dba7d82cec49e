using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// The same through a real language server, csharp-ls, which loads a project with MSBuild and the generator from its file:
/// <c>docs/ide.md</c> has the command.
/// </summary>
public sealed class LanguageServerTests
{
    [LanguageServerFact]
    public async Task A_language_server_shows_generated_members_and_live_errors()
    {
        using var project = new ModelProject();
        project.Run("restore");
        using LanguageServer server = await LanguageServer.OpenAsync(LanguageServerFactAttribute.Command!, project.Source);

        string hover = await server.HoverAsync("UnitGradient(weights");
        Assert.Contains(Sources.Signature, hover);
        Assert.Contains("∂Unit/∂w", hover);
        Assert.EndsWith("/generated/Models.Neuron.Unit.g.cs", Assert.Single(await server.DefinitionsAsync("UnitGradient(weights")));

        Assert.Empty(await server.ErrorsAsync());
        await server.WriteAsync(ModelProject.Text.Replace("return Math.Tanh", "Console.Beep(); return Math.Tanh"));
        Assert.Equal(["BPG0401: Console.Beep()"], await server.ErrorsAsync());
        await server.WriteAsync(ModelProject.Text);
        Assert.Empty(await server.ErrorsAsync());
    }
}
