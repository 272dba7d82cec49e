using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace BackpropGen.Tests.Vectors;

/// <summary>Gradients through the members of System.Numerics' vectors against difference quotients of the methods themselves.</summary>
public sealed class VectorTests
{
    // Single precision: the step balances rounding with the error of the sixth order.
    private const float Step = 1f / 32;
    private const double Tolerance = 4e-4;

    private delegate float GradientOf<TA, TB>(TA a, TB b, float t, ref TA dA, ref TB dB, ref float dT, Tape? tape);

    private static readonly Dictionary<string, Action<int>> Checks = new()
    {
        [nameof(VectorModels.Operators2)] = seed => Check<Vector2, Vector2>(seed, VectorModels.Operators2, VectorModels.Operators2Gradient),
        [nameof(VectorModels.Operators3)] = seed => Check<Vector3, Vector3>(seed, VectorModels.Operators3, VectorModels.Operators3Gradient),
        [nameof(VectorModels.Operators4)] = seed => Check<Vector4, Vector4>(seed, VectorModels.Operators4, VectorModels.Operators4Gradient),
        [nameof(VectorModels.Methods2)] = seed => Check<Vector2, Vector2>(seed, VectorModels.Methods2, VectorModels.Methods2Gradient),
        [nameof(VectorModels.Methods3)] = seed => Check<Vector3, Vector3>(seed, VectorModels.Methods3, VectorModels.Methods3Gradient),
        [nameof(VectorModels.Methods4)] = seed => Check<Vector4, Vector4>(seed, VectorModels.Methods4, VectorModels.Methods4Gradient),
        [nameof(VectorModels.Lengths2)] = seed => Check<Vector2, Vector2>(seed, VectorModels.Lengths2, VectorModels.Lengths2Gradient),
        [nameof(VectorModels.Lengths3)] = seed => Check<Vector3, Vector3>(seed, VectorModels.Lengths3, VectorModels.Lengths3Gradient),
        [nameof(VectorModels.Lengths4)] = seed => Check<Vector4, Vector4>(seed, VectorModels.Lengths4, VectorModels.Lengths4Gradient),
        [nameof(VectorModels.Elements2)] = seed => Check<Vector2, Vector2>(seed, VectorModels.Elements2, VectorModels.Elements2Gradient),
        [nameof(VectorModels.Elements3)] = seed => Check<Vector3, Vector3>(seed, VectorModels.Elements3, VectorModels.Elements3Gradient),
        [nameof(VectorModels.Elements4)] = seed => Check<Vector4, Vector4>(seed, VectorModels.Elements4, VectorModels.Elements4Gradient),
        [nameof(VectorModels.Steps)] = seed => Check<Vector3, Vector3>(seed, VectorModels.Steps, VectorModels.StepsGradient),
        [nameof(VectorModels.Rotations)] = seed => Check<Quaternion, Quaternion>(seed, VectorModels.Rotations, VectorModels.RotationsGradient),
        [nameof(VectorModels.Turned)] = seed => Check<Quaternion, Vector3>(seed, VectorModels.Turned, VectorModels.TurnedGradient),
    };

    public static TheoryData<string> Names => [.. Checks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_difference_quotients(string name)
    {
        for (int seed = 1; seed <= 5; seed++)
            Checks[name](seed);
    }

    [Fact]
    public void A_vector_may_be_the_result()
    {
        Vector3 a = new(0.5f, -1, 2), b = new(1.5f, 0.25f, -0.5f), cotangent = new(1, -2, 0.5f);
        using var tape = new Tape();
        Vector3 value = VectorModels.ForceForward(a, b, 2, tape);
        Vector3 dA = default, dB = default;
        float dT = 0;
        VectorModels.ForceBackward(a, b, 2, tape, cotangent, ref dA, ref dB, ref dT);

        Assert.Equal(VectorModels.Force(a, b, 2), value);
        // (b - a) / s with s = |b - a|² + t.
        Vector3 d = b - a;
        float s = d.LengthSquared() + 2;
        Vector3 expected = cotangent / s - d * (2 * Vector3.Dot(cotangent, d) / (s * s));
        Assert.Equal(0, (expected - dB).Length(), 1e-6f);
        Assert.Equal(0, (expected + dA).Length(), 1e-6f);
        Assert.Equal(-Vector3.Dot(cotangent, d) / (s * s), dT, 1e-6f);
    }

    [Fact]
    public void A_vector_may_be_passed_by_reference()
    {
        Vector3 a = new(0.5f, -1, 2), b = new(1.5f, 0.25f, -0.5f), cotangent = new(1, -2, 0.5f), dTorque = new(0.25f, 1, -1);
        const float t = 0.75f;
        using var tape = new Tape();
        Vector3 value = a;
        VectorModels.PushedForward(ref value, b, t, out Vector3 torque, tape);
        Vector3 dA = cotangent, dB = Vector3.One;
        float dT = 1;
        VectorModels.PushedBackward(b, t, tape, ref dA, ref dB, ref dT, dTorque);

        Vector3 expected = a;
        VectorModels.Pushed(ref expected, b, t, out Vector3 expectedTorque);
        Assert.Equal((expected, expectedTorque), (value, torque));
        foreach (Vector3 unit in new[] { Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ })
        {
            Assert.Equal(Slope(h => Weighted(a + h * unit, b, t)), Vector3.Dot(unit, dA), 1e-3f);
            Assert.Equal(1 + Slope(h => Weighted(a, b + h * unit, t)), Vector3.Dot(unit, dB), 1e-3f);
        }
        Assert.Equal(1 + Slope(h => Weighted(a, b, t + h)), dT, 1e-3f);

        float Weighted(Vector3 p, Vector3 q, float s)
        {
            VectorModels.Pushed(ref p, q, s, out Vector3 r);
            return Vector3.Dot(cotangent, p) + Vector3.Dot(dTorque, r);
        }

        // Of the fourth order: what is measured has no more than the third power of a variable.
        static float Slope(Func<float, float> f) => (8 * (f(Step) - f(-Step)) - (f(2 * Step) - f(-2 * Step))) / (12 * Step);
    }

    private static void Check<TA, TB>(int seed, Func<TA, TB, float, float> value, GradientOf<TA, TB> gradient)
        where TA : struct
        where TB : struct
    {
        var random = new Random(seed);
        // Positive and apart from each other, so that no kink is near.
        TA a = Drawn<TA>(random, 0.4f, 0.6f);
        TB b = Drawn<TB>(random, 0.9f, 1.2f);
        float t = 0.7f + 0.2f * random.NextSingle();
        TA dA = Drawn<TA>(random, -1, 1), beforeA = dA;
        TB dB = Drawn<TB>(random, -1, 1), beforeB = dB;
        float dT = 0.5f;

        float result = gradient(a, b, t, ref dA, ref dB, ref dT, null);

        Assert.Equal(value(a, b, t), result, 2e-5f * (1 + Math.Abs(result)));
        AssertNear(Slope(h => value(a, b, t + h)), dT - 0.5);
        for (int i = 0; i < Entries(ref a).Length; i++)
            AssertNear(Slope(h => value(Moved(a, i, h), b, t)), Entries(ref dA)[i] - (double)Entries(ref beforeA)[i]);
        for (int i = 0; i < Entries(ref b).Length; i++)
            AssertNear(Slope(h => value(a, Moved(b, i, h), t)), Entries(ref dB)[i] - (double)Entries(ref beforeB)[i]);
    }

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, Tolerance * (1 + Math.Abs(expected)));

    /// <summary>A central difference quotient of the sixth order.</summary>
    private static double Slope(Func<float, float> value)
    {
        double Difference(float h) => (double)value(h) - value(-h);
        return (45 * Difference(Step) - 9 * Difference(2 * Step) + Difference(3 * Step)) / (60 * Step);
    }

    private static T Moved<T>(T vector, int entry, float by)
        where T : struct
    {
        Entries(ref vector)[entry] += by;
        return vector;
    }

    private static T Drawn<T>(Random random, float low, float high)
        where T : struct
    {
        T vector = default;
        foreach (ref float entry in Entries(ref vector))
            entry = low + (high - low) * random.NextSingle();
        return vector;
    }

    private static Span<float> Entries<T>(ref T vector)
        where T : struct => MemoryMarshal.Cast<T, float>(MemoryMarshal.CreateSpan(ref vector, 1));
}
