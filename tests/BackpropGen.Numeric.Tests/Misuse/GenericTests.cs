using System.Numerics;
using Xunit;

namespace BackpropGen.Tests.Misuse;

/// <summary>A generic method, for every number type that it may be used with.</summary>
public static partial class GenericModels
{
    [Differentiable]
    public static T Decay<T>(ReadOnlySpan<T> x, T rate)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
            sum += T.Exp(-rate * x[i]) * x[i];
        return sum * sum;
    }
}

public sealed class GenericTests
{
    [Fact]
    public void Every_precision_has_the_same_derivative()
    {
        Check<double>(1e-13);
        Check<float>(1e-5);
        Check<Half>(2e-2);
        Check<System.Runtime.InteropServices.NFloat>(1e-13);
    }

    [Fact]
    public void A_record_of_another_precision_is_not_taken()
    {
        var tape = new Tape();
        double[] dX = [1, 1];
        double dRate = 1;
        GenericModels.DecayForward<float>([1, 2], 0.5f, tape);

        Assert.Throws<ArgumentException>(() => GenericModels.DecayBackward<double>([1, 2], 0.5, tape, 1, dX, ref dRate));

        Assert.Equal([1, 1], dX);
        float dSingle = 0;
        GenericModels.DecayBackward<float>([1, 2], 0.5f, tape, 1, new float[2], ref dSingle);
        Assert.Equal(0, tape.BytesInUse);
    }

    private static void Check<T>(double tolerance)
        where T : IFloatingPointIeee754<T>
    {
        double[] values = [0.5, -0.25, 1];
        const double Rate = 0.75;
        double sum = values.Sum(v => Math.Exp(-Rate * v) * v);
        T[] x = [.. values.Select(T.CreateChecked)];
        T[] dX = [T.One, T.One, T.One];
        T dRate = T.One;

        T value = GenericModels.DecayGradient(x, T.CreateChecked(Rate), dX, ref dRate, new Tape());

        Close(sum * sum, value);
        Close(1 - 2 * sum * values.Sum(v => v * v * Math.Exp(-Rate * v)), dRate);
        for (int i = 0; i < values.Length; i++)
            Close(1 + 2 * sum * Math.Exp(-Rate * values[i]) * (1 - Rate * values[i]), dX[i]);

        void Close(double expected, T actual) => Assert.Equal(expected, double.CreateChecked(actual), tolerance * (1 + Math.Abs(expected)));
    }
}
