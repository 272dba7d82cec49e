using System.Numerics;

namespace BackpropGen.Tests.Vectors;

/// <summary>Methods over the vectors of System.Numerics: each member that has a derivative is in one of them.</summary>
public static partial class VectorModels
{
    private static float Sum(Vector2 v) => 0.75f * v.X - 1.5f * v.Y;

    private static float Sum(Vector3 v) => 0.75f * v.X - 1.5f * v.Y + 0.5f * v.Z;

    private static float Sum(Vector4 v) => 0.75f * v.X - 1.5f * v.Y + 0.5f * v.Z + v.W;

    private static float Sum(Quaternion v) => 0.75f * v.X - 1.5f * v.Y + 0.5f * v.Z + v.W;

    [Differentiable]
    public static void Pushed(ref Vector3 a, Vector3 b, float t, out Vector3 torque)
    {
        a = a * t + Vector3.Cross(a, b);
        a.X *= a.Y;
        torque = Vector3.Cross(b, a) * t;
    }

    [Differentiable]
    public static float Operators2(Vector2 a, Vector2 b, float t) => Sum((a + b * t) * (a - b) / (b * b + Vector2.One) - -a / t + t * b * new Vector2(t));

    [Differentiable]
    public static float Operators3(Vector3 a, Vector3 b, float t) => Sum((a + b * t) * (a - b) / (b * b + Vector3.One) - -a / t + t * b * new Vector3(t));

    [Differentiable]
    public static float Operators4(Vector4 a, Vector4 b, float t) => Sum((a + b * t) * (a - b) / (b * b + Vector4.One) - -a / t + t * b * new Vector4(t));

    [Differentiable]
    public static float Methods2(Vector2 a, Vector2 b, float t) => Sum(Vector2.Add(Vector2.Multiply(a, b), Vector2.Divide(Vector2.Subtract(a, b), 2))
        + Vector2.Multiply(Vector2.Negate(a), t) + Vector2.Multiply(t, b) - Vector2.Divide(a, b));

    [Differentiable]
    public static float Methods3(Vector3 a, Vector3 b, float t) => Sum(Vector3.Add(Vector3.Multiply(a, b), Vector3.Divide(Vector3.Subtract(a, b), 2))
        + Vector3.Multiply(Vector3.Negate(a), t) + Vector3.Multiply(t, b) - Vector3.Divide(a, b));

    [Differentiable]
    public static float Methods4(Vector4 a, Vector4 b, float t) => Sum(Vector4.Add(Vector4.Multiply(a, b), Vector4.Divide(Vector4.Subtract(a, b), 2))
        + Vector4.Multiply(Vector4.Negate(a), t) + Vector4.Multiply(t, b) - Vector4.Divide(a, b));

    [Differentiable]
    public static float Lengths2(Vector2 a, Vector2 b, float t) => Vector2.Dot(a, b) * a.Length() + b.LengthSquared() * Vector2.Distance(a, b)
        + Vector2.DistanceSquared(a, b) * t + Sum(Vector2.Normalize(a - b) + Vector2.Reflect(a, Vector2.Normalize(b)));

    [Differentiable]
    public static float Lengths3(Vector3 a, Vector3 b, float t) => Vector3.Dot(a, b) * a.Length() + b.LengthSquared() * Vector3.Distance(a, b)
        + Vector3.DistanceSquared(a, b) * t + Sum(Vector3.Normalize(a - b) + Vector3.Reflect(a, Vector3.Normalize(b)));

    [Differentiable]
    public static float Lengths4(Vector4 a, Vector4 b, float t) => Vector4.Dot(a, b) * a.Length() + b.LengthSquared() * Vector4.Distance(a, b)
        + Vector4.DistanceSquared(a, b) * t + Sum(Vector4.Normalize(a - b));

    [Differentiable]
    public static float Elements2(Vector2 a, Vector2 b, float t) => Sum(Vector2.Lerp(a, b, t) * Vector2.Max(a, b) + Vector2.Min(a * a, b)
        + Vector2.Clamp(a, Vector2.Zero, b) + Vector2.Abs(b - a) * Vector2.SquareRoot(a * a + Vector2.UnitX) + Vector2.UnitY);

    [Differentiable]
    public static float Elements3(Vector3 a, Vector3 b, float t) => Sum(Vector3.Lerp(a, b, t) * Vector3.Max(a, b) + Vector3.Min(a * a, b)
        + Vector3.Clamp(a, Vector3.Zero, b) + Vector3.Abs(b - a) * Vector3.SquareRoot(a * a + Vector3.UnitX + Vector3.UnitY) + Vector3.UnitZ);

    [Differentiable]
    public static float Elements4(Vector4 a, Vector4 b, float t) => Sum(Vector4.Lerp(a, b, t) * Vector4.Max(a, b) + Vector4.Min(a * a, b)
        + Vector4.Clamp(a, Vector4.Zero, b) + Vector4.Abs(b - a) * Vector4.SquareRoot(a * a + Vector4.UnitX + Vector4.UnitY) + Vector4.UnitZ * Vector4.UnitW);

    /// <summary>Constructors, members that are assigned, conditions and loops.</summary>
    [Differentiable]
    public static float Steps(Vector3 a, Vector3 b, float t)
    {
        Vector3 position = new Vector3(new Vector2(a.X, b.Y) * t, a.Z);
        Vector3 velocity = default;
        for (int i = 0; i < 4; i++)
        {
            velocity += Vector3.Cross(b, position) * t;
            position.X -= velocity.Y * a.Y;
            position *= 0.5f;
            if (position.Length() > 1 && position != b)
                position = Vector3.Normalize(position) * t;
        }
        Vector4 both = new Vector4(position, t) + new Vector4(new Vector2(velocity.Z, t), a.X, b.X);
        return Vector4.Dot(both, both) + (a == b ? 1 : position.Z);
    }

    [Differentiable]
    public static float Rotations(Quaternion a, Quaternion b, float t)
    {
        Quaternion product = a * b + Quaternion.Concatenate(b, a) - Quaternion.Multiply(b, t) * a;
        return Sum(Quaternion.Normalize(product)) + Quaternion.Dot(a, product) * a.Length() + b.LengthSquared()
            + Sum(a / b + Quaternion.Inverse(a) - Quaternion.Conjugate(b) * 0.5f) + Sum(Quaternion.Negate(a) + Quaternion.Identity - -b);
    }

    [Differentiable]
    public static float Turned(Quaternion a, Vector3 b, float t)
    {
        Quaternion rotation = Quaternion.Normalize(a) * Quaternion.CreateFromAxisAngle(Vector3.Normalize(b), t);
        Vector3 axis = new Vector3(rotation.X, rotation.Y, rotation.Z);
        Vector3 twice = 2 * Vector3.Cross(axis, b);
        return Sum(b + rotation.W * twice + Vector3.Cross(axis, twice)) + Sum(new Quaternion(b, t) * new Quaternion(t, 1, a.X, b.Y));
    }

    /// <summary>A vector as a result.</summary>
    [Differentiable]
    public static Vector3 Force(Vector3 a, Vector3 b, float t) => (b - a) / (Vector3.DistanceSquared(a, b) + t);
}
