using Xunit;

namespace BackpropGen.Tests;

/// <summary>A build that cannot work says what it lacks, and nothing else.</summary>
[Collection(nameof(Checkout))]
public sealed class RequirementTests(Checkout checkout)
{
    public static IEnumerable<object[]> Compilers =>
        from compiler in RequirementConsumer.Compilers select new object[] { compiler.Key, compiler.Value };

    public static TheoryData<string> OldFrameworks => new(RequirementConsumer.OldFrameworks);

    [Theory]
    [MemberData(nameof(Compilers))]
    public void The_compiler_has_to_load_the_generator(string version, bool isEnough)
    {
        string name = RequirementConsumer.CompilerName(version);
        if (isEnough)
            AssertBuilt(name);
        else
            AssertComplaint(name, $"BPG0002: BackpropGen needs a C# compiler of version 4.8 or newer, and this one has {version}");
    }

    [Theory]
    [MemberData(nameof(OldFrameworks))]
    public void The_framework_has_to_have_an_assembly(string framework) => AssertComplaint(
        RequirementConsumer.FrameworkName(framework),
        $"BPG0003: BackpropGen needs net8.0 or newer, and this project is built for {framework}");

    [Fact]
    public void Any_compiler_will_do_where_the_generator_is_left_out() => AssertBuilt(RequirementConsumer.WithoutGenerator);

    private void AssertBuilt(string name)
    {
        Assert.Empty(checkout.Consumers.Complaints(name));
        Assert.True(File.Exists(checkout.Consumers.Assembly(name)), checkout.Consumers.Result.ToString());
    }

    private void AssertComplaint(string name, string expected)
    {
        string complaint = Assert.Single(checkout.Consumers.Complaints(name));
        Assert.StartsWith($"{name}/{name}.csproj : error {expected}", complaint, StringComparison.Ordinal);
    }
}
