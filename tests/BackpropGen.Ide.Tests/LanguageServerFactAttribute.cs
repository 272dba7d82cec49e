using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// A test that needs a language server: it runs where an environment variable names one, and is reported as skipped elsewhere.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LanguageServerFactAttribute : FactAttribute
{
    private const string Variable = "BACKPROPGEN_LANGUAGE_SERVER";

    public LanguageServerFactAttribute()
    {
        if (string.IsNullOrEmpty(Command))
            Skip = $"Set {Variable} to the path of csharp-ls: docs/ide.md says how.";
    }

    /// <summary>The server, an absolute path.</summary>
    public static string? Command => Environment.GetEnvironmentVariable(Variable);
}
