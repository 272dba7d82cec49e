using BackpropGen;

namespace Cases;

public readonly record struct Vector(double X, double Y, double Z)
{
    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator *(double s, Vector a) => new(s * a.X, s * a.Y, s * a.Z);

    public static Vector Cross(Vector a, Vector b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public double Dot(Vector other) => X * other.X + Y * other.Y + Z * other.Z;
}

public readonly record struct Quaternion(Vector V, double W)
{
    /// <summary>v + 2w(u×v) + 2u×(u×v), for a quaternion of length 1.</summary>
    public Vector Rotate(Vector v)
    {
        Vector t = 2 * Vector.Cross(V, v);
        return v + W * t + Vector.Cross(V, t);
    }
}

public static partial class Rotations
{
    /// <summary>How far the rotated point lies in a direction.</summary>
    [Differentiable]
    public static double Along(Quaternion q, Vector point, [NoGradient] Vector direction)
    {
        Vector rotated = q.Rotate(point);
        return rotated.Dot(direction);
    }
}
