using Xunit;

namespace BackpropGen.Tests;

/// <summary>Generated code writes sine and cosine one by one, and returns the values of the method itself to the last bit.</summary>
public sealed class SinCosTests
{
    [Fact]
    public void Both_in_one_are_the_same_numbers()
    {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 9));
            Assert.Equal((Math.Sin(x), Math.Cos(x)), Math.SinCos(x));
            var single = (float)x;
            Assert.Equal((MathF.Sin(single), MathF.Cos(single)), MathF.SinCos(single));
        }
    }
}
