using BackpropGen.Guides.Tests.Code;
using Xunit;

namespace BackpropGen.Guides.Tests;

/// <summary>The numbers of docs/performance.md.</summary>
public sealed class MemoryTests
{
    private readonly double[] w = [.. Enumerable.Range(0, 64).Select(i => 0.1 * Math.Sin(i))];

    [Fact]
    public void The_sizes_are_those_on_the_page()
    {
        TextWriter before = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            Memory.Compare(w, new double[8]);
            Memory.CompareBuffers();
        }
        finally
        {
            Console.SetOut(before);
        }
        string output = written.ToString().ReplaceLineEndings("\n");
        Assert.Equal(output, string.Concat(Page.Read("docs/performance.md").Blocks.Where(block => block.Language == "text").Select(block => block.Code)));
    }

    [Fact]
    public void Both_buffers_have_the_same_gradient()
    {
        double[][] dW = [new double[64], new double[64]], dH = [Cotangents(), Cotangents()];
        var tape = new Tape();
        double[] h = Start();
        Histories.InPlaceForward(w, h, 8, 50, tape);
        Histories.InPlaceBackward(w, 8, 50, tape, dW[0], dH[0]);
        double[] copied = Start();
        Histories.InOwnBufferForward(w, copied, 8, 50, tape);
        Histories.InOwnBufferBackward(w, 8, 50, tape, dW[1], dH[1]);

        Assert.Equal(h, copied);
        Assert.Equal(dW[0], dW[1], (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)));
        Assert.Equal(dH[0], dH[1], (a, b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a)));
        Assert.Contains(dW[0], d => d != 0);

        static double[] Start() => [.. Enumerable.Range(0, 400).Select(i => Math.Cos(i))];
        static double[] Cotangents() => [.. Enumerable.Range(0, 400).Select(i => Math.Sin(3 * i))];
    }

    [Fact]
    public void A_warm_call_allocates_nothing()
    {
        double dB = 0;
        Assert.Equal(0, Memory.Allocated([0.1, 0.2], 0.3, [1, -1], 0.5, new double[2], ref dB, new Tape()));
    }
}
