using System.Reflection;
using System.Runtime.CompilerServices;
using BackpropGen.Tests.Snapshots;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What is generated for one small method of each construct. A new case: a file in Cases, and a line here.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task LuInPlace() => Verify();

    [Fact]
    public Task BubbleSort() => Verify();

    [Fact]
    public Task QuaternionRotation() => Verify();

    [Fact]
    public Task StructSpan() => Verify();

    [Fact]
    public Task WhileBreak() => Verify();

    [Fact]
    public Task VirtualCall() => Verify();

    [Fact]
    public Task RowExchange() => Verify();

    [Fact]
    public Task NewElements() => Verify();

    [Fact]
    public Task Arrays() => Verify();

    [Fact]
    public Task Calls() => Verify();

    [Fact]
    public Task CallsInLoop() => Verify();

    [Fact]
    public Task Casts() => Verify();

    [Fact]
    public Task CopyAndFill() => Verify();

    [Fact]
    public Task DataDependent() => Verify();

    [Fact]
    public Task EmptyVoid() => Verify();

    [Fact]
    public Task History() => Verify();

    [Fact]
    public Task IfElse() => Verify();

    [Fact]
    public Task InParameter() => Verify();

    [Fact]
    public Task IntegerArithmetic() => Verify();

    [Fact]
    public Task Kinks() => Verify();

    [Fact]
    public Task LocalStorage() => Verify();

    [Fact]
    public Task LoopDown() => Verify();

    [Fact]
    public Task LoopStep() => Verify();

    [Fact]
    public Task LoopTriangular() => Verify();

    [Fact]
    public Task LoopUp() => Verify();

    [Fact]
    public Task MathFunctions() => Verify();

    [Fact]
    public Task MixedActivity() => Verify();

    [Fact]
    public Task Nested() => Verify();

    [Fact]
    public Task NoGradientArgument() => Verify();

    [Fact]
    public Task OverwrittenBuffer() => Verify();

    [Fact]
    public Task OverwrittenScalar() => Verify();

    [Fact]
    public Task PartialMethod() => Verify();

    [Fact]
    public Task Polynomial() => Verify();

    [Fact]
    public Task SinglePrecision() => Verify();

    [Fact]
    public Task Slices() => Verify();

    [Fact]
    public Task StructOfViews() => Verify();

    [Fact]
    public Task StructWithScalars() => Verify();

    [Fact]
    public Task Ternary() => Verify();

    [Fact]
    public Task TwoLayerLstm() => Verify();

    [Fact]
    public Task Unit() => Verify();

    [Fact]
    public Task Lstm() => Snapshot.Verify(GeneratorHost.Run(SourceFile.EmbeddedIn("Sample")).AssertClean(), nameof(SnapshotTests));

    [Fact]
    public Task Rejected()
    {
        GeneratorRun run = GeneratorHost.Run(SourceFile.Embedded("Cases/Rejected.cs")).AssertCompiles();
        Diagnostic diagnostic = Assert.Single(run.AnalyzerDiagnostics());
        Assert.StartsWith("BPG", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        return Snapshot.Verify(run, nameof(SnapshotTests));
    }

    [Fact]
    public void No_case_is_left_out() =>
        Assert.Empty(SourceFile.EmbeddedIn("Cases").Select(file => Path.GetFileNameWithoutExtension(file.Path)).Except(Tests()));

#if !VERIFY
    [Fact]
    public void No_snapshot_is_left_over() =>
        Assert.Empty(new SnapshotFolder(Snapshot.ProjectDirectory).Orphans(nameof(SnapshotTests), Tests()));
#endif

    private static IEnumerable<string> Tests() =>
        typeof(SnapshotTests).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => method.Name);

    private static Task Verify([CallerMemberName] string test = "") =>
        Snapshot.Verify(GeneratorHost.Run(SourceFile.Embedded($"Cases/{test}.cs")).AssertClean(), nameof(SnapshotTests), test);
}
