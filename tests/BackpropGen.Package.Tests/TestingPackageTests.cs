using Xunit;

namespace BackpropGen.Tests;

/// <summary>The package with the gradient check and the snapshots, beside the other one, in a strict project.</summary>
[Collection(nameof(Checkout))]
public sealed class TestingPackageTests(Checkout checkout)
{
    private const string Snapshot = "Program.Main#My.System.Model.F.g";

    [Fact]
    public void A_marked_method_has_its_check_and_its_snapshot()
    {
        Assert.Empty(checkout.Consumers.Complaints(ProgramConsumer.Checked));
        string folder = checkout.Consumers.Folder(ProgramConsumer.Checked);
        string program = checkout.Consumers.Assembly(ProgramConsumer.Checked);

        Dotnet first = Dotnet.RunProgram(program);
        Assert.Contains("the gradient is right", first.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{Snapshot}.verified.cs does not exist yet", first.ToString(), StringComparison.Ordinal);
        Assert.True(first.ExitCode != 0, first.ToString());

        File.Move(Path.Combine(folder, $"{Snapshot}.received.cs"), Path.Combine(folder, $"{Snapshot}.verified.cs"));
        Dotnet.RunProgram(program).AssertSuccess();
        // The snapshot is no part of the program.
        Dotnet.Run(folder, "build", "-c", "Release", "--no-restore", "-v", "q").AssertSuccess();
    }
}
