using System.Numerics;
using Xunit;

namespace BackpropGen.Tests.Memory;

/// <summary>Sizes beyond what an int or a long counts: the true number, or an error that names it, and nothing that wrapped around.</summary>
public sealed class LargeSizeTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(65_536, 65_536)]
    [InlineData(50_000, 1_000_000)]
    [InlineData(1 << 28, 1 << 28)]
    public void Two_loops(int a, int b) =>
        Assert.Equal(Tape.SizeOfRecord(2, notes: 2) + 2 * Of((BigInteger)a * b), Programs.TwoTapeSize(a, b));

    [Theory]
    [InlineData(3, 4, 5)]
    [InlineData(32, 4096, 16_384)]
    [InlineData(65_536, 65_536, 65_536)]
    [InlineData(1 << 19, 1 << 19, 1 << 17)]
    public void Four_loops(int a, int b, int c) =>
        Assert.Equal(Tape.SizeOfRecord(2, notes: 3) + 2 * Of((BigInteger)a * b * c * 4), Programs.FourTapeSize(a, b, c));

    [Theory]
    [InlineData(-2_000_000_000, 2_000_000_000)]
    [InlineData(int.MinValue, int.MaxValue - 1000)]
    [InlineData(5, 2005)]
    [InlineData(2005, 5)]
    public void Ends_far_apart(int from, int to) =>
        Assert.Equal(Tape.SizeOfRecord(2, notes: 2) + 2 * Of(((BigInteger)to - from + 999) / 1000), Programs.FarTapeSize(from, to));

    [Fact]
    public void Loops_that_are_counted_again_and_again()
    {
        long expected = Tape.SizeOfRecord(2, notes: 2) + 2 * Tape.SizeOf<int>(3);
        for (int i = 0; i < 3; i++)
            expected += 2 * Of(((BigInteger)(1 << 28) - i) * (1 << 28));
        Assert.Equal(expected, Programs.TriangleTapeSize(3, 1 << 28));
        Assert.Throws<OverflowException>(() => Programs.TriangleTapeSize(1000, int.MaxValue));
    }

    [Fact]
    public void What_called_methods_take()
    {
        Assert.Equal(
            Tape.SizeOfRecord(2, notes: 2) + 2 * (Programs.TwoTapeSize(70_000, 70_000) - Tape.SizeOfNotes(2)), Programs.CallerTapeSize(70_000, 70_000));
        Assert.Throws<OverflowException>(() => Programs.CallerTapeSize(1 << 29, 1 << 29));
    }

    [Fact]
    public void More_than_a_long_counts_is_an_error_with_the_numbers()
    {
        Assert.Contains($"{1L << 42} × {1 << 21}", Assert.Throws<OverflowException>(() => Programs.FourTapeSize(1 << 21, 1 << 21, 1 << 21)).Message);
        Assert.Contains($"{1L << 62} elements", Assert.Throws<OverflowException>(() => Programs.FourTapeSize(1 << 20, 1 << 20, 1 << 20)).Message);
        Assert.Contains($"{1L << 60}", Assert.Throws<OverflowException>(() => Programs.TwoTapeSize(1 << 30, 1 << 30)).Message);
    }

    [Fact]
    public void Forward_refuses_what_a_span_cannot_hold()
    {
        using var tape = new Tape();
        Assert.Contains("4900000000", Assert.Throws<ArgumentOutOfRangeException>(() => Programs.TwoForward(0.5, 70_000, 70_000, tape)).Message);
        Assert.Contains($"{8L * 65_536 * 65_536}", Assert.Throws<ArgumentOutOfRangeException>(() => Programs.FourForward(0.5, 65_536, 65_536, 2, tape)).Message);
        Assert.Throws<OverflowException>(() => Programs.FourForward(0.5, int.MaxValue, int.MaxValue, int.MaxValue, tape));
        Assert.Equal(0, tape.BytesInUse);
        Assert.Equal(0, tape.Count);
    }

    private static long Of(BigInteger count) => checked((long)(8 + 8 * BigInteger.Max(count, 0)));
}
