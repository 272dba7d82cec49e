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
        string folder = checkout.Folder("code-fixes");
        Consumers.WriteGood(folder, "net10.0", Consumers.Package(checkout));
        string file = Path.Combine(folder, "Model.cs");
        File.WriteAllText(file, Model.ReplaceLineEndings("\n"));
        Dotnet restore = Dotnet.Run(folder, "restore", "-v", "q");
        Assert.True(restore.ExitCode == 0, restore.ToString());

        Dotnet format = Dotnet.Start(folder, "format", "analyzers", "--no-restore", "--diagnostics", "BPG0101", "--severity", "error");

        Assert.True(format.ExitCode == 0, format.ToString());
        Assert.Equal(Model.ReplaceLineEndings("\n").Replace("static class", "static partial class"), File.ReadAllText(file));
        Dotnet build = Dotnet.Run(folder, "build", "--no-restore", "-v", "q");
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Empty(build.Complaints);
    }
}
