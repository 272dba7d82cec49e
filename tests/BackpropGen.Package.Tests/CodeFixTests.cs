using Xunit;

namespace BackpropGen.Tests;

/// <summary>The code fixes of the package, without an IDE: <c>dotnet format</c> makes them.</summary>
[Collection(nameof(Checkout))]
public sealed class CodeFixTests(Checkout checkout)
{
    private const string Model = """
        using System;
        using BackpropGen;

        public static class Model
        {
            [Differentiable]
            public static double Square(double x) => x * x;

            [Differentiable]
            public static double Cube(double x) => x * x * x;
        }

        """;

    [Fact]
    public void A_command_makes_types_partial()
    {
        string text = Model.ReplaceLineEndings("\n");
        var consumer = new Consumer("CodeFixes", ("Model.cs", text)) { Elements = Consumer.Reference("BackpropGen", checkout.Version) };
        string folder = Path.GetDirectoryName(consumer.Write(checkout.Folder("code-fixes")))!;
        Dotnet.Run(folder, "restore", "-v", "q").AssertSuccess();

        Dotnet format = Dotnet.Run(folder, "format", "analyzers", "--no-restore", "--diagnostics", "BPG0101", "--severity", "error");

        Assert.True(format.ExitCode == 0, format.ToString());
        Assert.Equal(text.Replace("static class", "static partial class"), File.ReadAllText(Path.Combine(folder, "Model.cs")));
        Dotnet.Run(folder, "build", "--no-restore", "-v", "q").AssertSuccess();
    }
}
