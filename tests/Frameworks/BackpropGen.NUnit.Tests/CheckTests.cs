using BackpropGen.Testing;
using NUnit.Framework;

namespace BackpropGen.Frameworks;

/// <summary>The check throws an exception that NUnit shows with the report.</summary>
public sealed class CheckTests
{
    [Test]
    public void A_right_gradient_passes() => Assert.That(Neuron.Right().ThrowIfFailed().Passed);

    [Test]
    public void A_wrong_gradient_fails_with_the_report() =>
        Assert.That(() => Neuron.Wrong().ThrowIfFailed(), Throws.TypeOf<GradientCheckException>().With.Message.Contains("DISAGREES"));
}
