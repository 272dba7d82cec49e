using System.Reflection;
using System.Runtime.CompilerServices;
using BackpropGen.Testing;
using Microsoft.CodeAnalysis;
using VerifyXunit;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What is generated for one small method of each construct. A new case: a file in Cases, and a line here.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task LuInPlace() => Verifier.Verify(Driver());

    [Fact]
    public Task BubbleSort() => Verifier.Verify(Driver());

    [Fact]
    public Task QuaternionRotation() => Verifier.Verify(Driver());

    [Fact]
    public Task StructSpan() => Verifier.Verify(Driver());

    [Fact]
    public Task WhileBreak() => Verifier.Verify(Driver());

    [Fact]
    public Task VirtualCall() => Verifier.Verify(Driver());

    [Fact]
    public Task RowExchange() => Verifier.Verify(Driver());

    [Fact]
    public Task NewElements() => Verifier.Verify(Driver());

    [Fact]
    public Task Arrays() => Verifier.Verify(Driver());

    [Fact]
    public Task Calls() => Verifier.Verify(Driver());

    [Fact]
    public Task CallsInLoop() => Verifier.Verify(Driver());

    [Fact]
    public Task Casts() => Verifier.Verify(Driver());

    [Fact]
    public Task CopyAndFill() => Verifier.Verify(Driver());

    [Fact]
    public Task DataDependent() => Verifier.Verify(Driver());

    [Fact]
    public Task EmptyVoid() => Verifier.Verify(Driver());

    [Fact]
    public Task History() => Verifier.Verify(Driver());

    [Fact]
    public Task IfElse() => Verifier.Verify(Driver());

    [Fact]
    public Task InParameter() => Verifier.Verify(Driver());

    [Fact]
    public Task IntegerArithmetic() => Verifier.Verify(Driver());

    [Fact]
    public Task Kinks() => Verifier.Verify(Driver());

    [Fact]
    public Task LocalStorage() => Verifier.Verify(Driver());

    [Fact]
    public Task LoopDown() => Verifier.Verify(Driver());

    [Fact]
    public Task LoopStep() => Verifier.Verify(Driver());

    [Fact]
    public Task LoopTriangular() => Verifier.Verify(Driver());

    [Fact]
    public Task LoopUp() => Verifier.Verify(Driver());

    [Fact]
    public Task MathFunctions() => Verifier.Verify(Driver());

    [Fact]
    public Task MixedActivity() => Verifier.Verify(Driver());

    [Fact]
    public Task Nested() => Verifier.Verify(Driver());

    [Fact]
    public Task NoGradientArgument() => Verifier.Verify(Driver());

    [Fact]
    public Task OverwrittenBuffer() => Verifier.Verify(Driver());

    [Fact]
    public Task OverwrittenScalar() => Verifier.Verify(Driver());

    [Fact]
    public Task PartialMethod() => Verifier.Verify(Driver());

    [Fact]
    public Task Polynomial() => Verifier.Verify(Driver());

    [Fact]
    public Task SinglePrecision() => Verifier.Verify(Driver());

    [Fact]
    public Task Slices() => Verifier.Verify(Driver());

    [Fact]
    public Task StructOfViews() => Verifier.Verify(Driver());

    [Fact]
    public Task StructWithScalars() => Verifier.Verify(Driver());

    [Fact]
    public Task Ternary() => Verifier.Verify(Driver());

    [Fact]
    public Task TwoLayerLstm() => Verifier.Verify(Driver());

    [Fact]
    public Task Unit() => Verifier.Verify(Driver());

    [Fact]
    public Task Lstm()
    {
        GeneratorRun run = GeneratorHost.Run(SourceFile.EmbeddedIn("Sample")).AssertClean();
        return Verifier.Verify(run.Driver);
    }

    [Fact]
    public Task Rejected()
    {
        GeneratorRun run = GeneratorHost.Run(SourceFile.Embedded("Cases/Rejected.cs")).AssertCompiles();
        Diagnostic diagnostic = Assert.Single(run.AnalyzerDiagnostics());
        Assert.StartsWith("BPG", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        return Verifier.Verify(run.Driver);
    }

    [Fact]
    public void No_case_is_left_out() =>
        Assert.Empty(SourceFile.EmbeddedIn("Cases").Select(file => Path.GetFileNameWithoutExtension(file.Path)).Except(Tests()));

    [Fact]
    public void No_snapshot_is_left_over() => Snapshot.VerifyNoneIsLeftOver(typeof(SnapshotTests));

    private static IEnumerable<string> Tests() =>
        typeof(SnapshotTests).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => method.Name);

    /// <summary>For the case that is called like the test.</summary>
    private static GeneratorDriver Driver([CallerMemberName] string test = "") =>
        GeneratorHost.Run(SourceFile.Embedded($"Cases/{test}.cs")).AssertClean().Driver;
}
