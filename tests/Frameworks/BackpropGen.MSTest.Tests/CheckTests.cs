using BackpropGen.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace BackpropGen.Frameworks;

/// <summary>The check throws an exception that MSTest shows with the report.</summary>
[TestClass]
public sealed class CheckTests
{
    [TestMethod]
    public void A_right_gradient_passes() => Assert.IsTrue(Neuron.Right().ThrowIfFailed().Passed);

    [TestMethod]
    public void A_wrong_gradient_fails_with_the_report() =>
        StringAssert.Contains(Assert.ThrowsExactly<GradientCheckException>(() => Neuron.Wrong().ThrowIfFailed()).Message, "DISAGREES", StringComparison.Ordinal);
}
