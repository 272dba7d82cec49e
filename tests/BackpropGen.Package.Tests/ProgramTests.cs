using Xunit;

namespace BackpropGen.Tests;

/// <summary>Programs with the packages build without a warning, and compute the gradients that are known in closed form.</summary>
[Collection(nameof(Checkout))]
public sealed class ProgramTests(Checkout checkout)
{
    public static TheoryData<string> StrictFrameworks => new(ProgramConsumer.StrictFrameworks);

    [Theory]
    [MemberData(nameof(StrictFrameworks))]
    public void A_strict_program_runs(string framework) => AssertRuns(ProgramConsumer.Strict, framework);

    [Fact]
    public void A_program_with_other_generators_runs() => AssertRuns(ProgramConsumer.Neighbours);

    [NativeFact]
    public void A_program_compiled_to_native_code_runs() => AssertPublished("Native", "<PublishAot>true</PublishAot>");

    [Fact]
    public void A_trimmed_program_runs() =>
        AssertPublished("Trimmed", "<PublishTrimmed>true</PublishTrimmed><TrimMode>full</TrimMode><SelfContained>true</SelfContained>");

    [Fact]
    public void A_program_of_one_file_runs()
    {
        string folder = checkout.Folder("File");
        File.WriteAllText(Path.Combine(folder, "app.cs"), $$"""
            #:package BackpropGen@{{checkout.Version}}
            using BackpropGen;

            double dX = 0;
            double value = Model.FGradient(2, ref dX);
            Console.WriteLine($"value {value}, dX {dX}");
            return value == 2 * Math.Sin(2) && Math.Abs(dX - (Math.Sin(2) + 2 * Math.Cos(2))) < 1e-14 ? 0 : 1;

            static partial class Model
            {
                [Differentiable]
                public static double F(double x) => x * Math.Sin(x);
            }
            """);

        Dotnet.Run(folder, "run", "app.cs").AssertSuccess();
    }

    private void AssertRuns(string name, string framework = "net10.0")
    {
        Assert.Empty(checkout.Consumers.Complaints(name));
        string assembly = checkout.Consumers.Assembly(name, framework);
        Assert.True(File.Exists(assembly), checkout.Consumers.Result.ToString());
        Dotnet.RunProgram(assembly).AssertSuccess();
    }

    private void AssertPublished(string name, string properties)
    {
        string folder = checkout.Folder("published");
        string project = ProgramConsumer.Published(name, properties, checkout).Write(folder);
        string output = Path.Combine(folder, name, "out");

        Dotnet.Run(folder, "publish", project, "--use-current-runtime", "-o", output, "-v", "q").AssertSuccess();

        Assert.False(File.Exists(Path.Combine(output, "System.Xml.dll")), "It is not trimmed.");
        Dotnet.RunProgram(Path.Combine(output, OperatingSystem.IsWindows() ? name + ".exe" : name)).AssertSuccess();
    }
}
