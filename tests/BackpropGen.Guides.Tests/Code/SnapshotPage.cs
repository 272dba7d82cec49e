using BackpropGen.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Guides.Tests.Code;

/// <summary>The tests that docs/snapshots.md shows. <c>samples/CheckedModel.Tests</c> runs such ones; these are hidden from the runner.</summary>
internal static class SnapshotPage
{
    public sealed class NeuronTests
    {
        [Fact]
        public void The_generated_code_is_as_it_was_read() => Snapshot.Verify(GeneratedCode.FromProjectOf(typeof(Neuron)));

        [Fact]
        public void No_snapshot_is_left_over() => Snapshot.VerifyNoneIsLeftOver(typeof(NeuronTests));
    }

    public sealed class WithVerify
    {
        [Fact]
        public Task The_generated_code_is_as_it_was_read() => Verifier.Verify(GeneratedCode.FromProjectOf(typeof(Neuron)));
    }

    /// <summary>Stands in for Verify's, which takes the same.</summary>
    private static class Verifier
    {
        public static Task Verify(GeneratorDriver driver) => Task.FromResult(driver);
    }
}
