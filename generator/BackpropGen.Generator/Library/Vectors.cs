// The members of System.Numerics' vectors, by their components. This file is a resource of the generator: calls of these members are
// replaced by the bodies here. Instance members have their object as the first parameter, constructors are called New, operators have the
// names of the methods that do the same. What a quaternion that is no rotation does to a vector differs between versions of .NET, and so does its
// derivative: Transform is not here.

using System;
using System.Numerics;

internal static class Vector2Source
{
    public static Vector2 New(float x, float y) => new Vector2 { X = x, Y = y };

    public static Vector2 New(float value) => new Vector2 { X = value, Y = value };

    public static Vector2 Zero() => new Vector2();

    public static Vector2 One() => new Vector2 { X = 1, Y = 1 };

    public static Vector2 UnitX() => new Vector2 { X = 1 };

    public static Vector2 UnitY() => new Vector2 { Y = 1 };

    public static Vector2 Add(Vector2 a, Vector2 b) => new Vector2 { X = a.X + b.X, Y = a.Y + b.Y };

    public static Vector2 Subtract(Vector2 a, Vector2 b) => new Vector2 { X = a.X - b.X, Y = a.Y - b.Y };

    public static Vector2 Negate(Vector2 a) => new Vector2 { X = -a.X, Y = -a.Y };

    public static bool Equal(Vector2 a, Vector2 b) => a.X == b.X && a.Y == b.Y;

    public static bool NotEqual(Vector2 a, Vector2 b) => a.X != b.X || a.Y != b.Y;

    public static float Dot(Vector2 a, Vector2 b) => a.X * b.X + a.Y * b.Y;

    public static float LengthSquared(Vector2 a) => a.X * a.X + a.Y * a.Y;

    public static float Length(Vector2 a) => MathF.Sqrt(a.X * a.X + a.Y * a.Y);

    public static Vector2 Multiply(Vector2 a, float by) => new Vector2 { X = a.X * by, Y = a.Y * by };

    public static Vector2 Multiply(float by, Vector2 a) => new Vector2 { X = a.X * by, Y = a.Y * by };

    public static Vector2 Multiply(Vector2 a, Vector2 b) => new Vector2 { X = a.X * b.X, Y = a.Y * b.Y };

    public static Vector2 Divide(Vector2 a, Vector2 b) => new Vector2 { X = a.X / b.X, Y = a.Y / b.Y };

    public static Vector2 Divide(Vector2 a, float by) => new Vector2 { X = a.X / by, Y = a.Y / by };

    public static Vector2 Normalize(Vector2 a)
    {
        float length = Length(a);
        return new Vector2 { X = a.X / length, Y = a.Y / length };
    }

    public static float DistanceSquared(Vector2 a, Vector2 b) => LengthSquared(Subtract(a, b));

    public static float Distance(Vector2 a, Vector2 b) => Length(Subtract(a, b));

    public static Vector2 Lerp(Vector2 a, Vector2 b, float amount) => new Vector2 { X = a.X * (1 - amount) + b.X * amount, Y = a.Y * (1 - amount) + b.Y * amount };

    public static Vector2 Min(Vector2 a, Vector2 b) => new Vector2 { X = MathF.Min(a.X, b.X), Y = MathF.Min(a.Y, b.Y) };

    public static Vector2 Max(Vector2 a, Vector2 b) => new Vector2 { X = MathF.Max(a.X, b.X), Y = MathF.Max(a.Y, b.Y) };

    public static Vector2 Clamp(Vector2 a, Vector2 min, Vector2 max) => new Vector2 { X = MathF.Min(MathF.Max(a.X, min.X), max.X), Y = MathF.Min(MathF.Max(a.Y, min.Y), max.Y) };

    public static Vector2 Abs(Vector2 a) => new Vector2 { X = MathF.Abs(a.X), Y = MathF.Abs(a.Y) };

    public static Vector2 SquareRoot(Vector2 a) => new Vector2 { X = MathF.Sqrt(a.X), Y = MathF.Sqrt(a.Y) };

    public static Vector2 Reflect(Vector2 a, Vector2 normal)
    {
        float twice = 2 * Dot(a, normal);
        return new Vector2 { X = a.X - twice * normal.X, Y = a.Y - twice * normal.Y };
    }
}

internal static class Vector3Source
{
    public static Vector3 New(float x, float y, float z) => new Vector3 { X = x, Y = y, Z = z };

    public static Vector3 New(float value) => new Vector3 { X = value, Y = value, Z = value };

    public static Vector3 New(Vector2 value, float z) => new Vector3 { X = value.X, Y = value.Y, Z = z };

    public static Vector3 Zero() => new Vector3();

    public static Vector3 One() => new Vector3 { X = 1, Y = 1, Z = 1 };

    public static Vector3 UnitX() => new Vector3 { X = 1 };

    public static Vector3 UnitY() => new Vector3 { Y = 1 };

    public static Vector3 UnitZ() => new Vector3 { Z = 1 };

    public static Vector3 Add(Vector3 a, Vector3 b) => new Vector3 { X = a.X + b.X, Y = a.Y + b.Y, Z = a.Z + b.Z };

    public static Vector3 Subtract(Vector3 a, Vector3 b) => new Vector3 { X = a.X - b.X, Y = a.Y - b.Y, Z = a.Z - b.Z };

    public static Vector3 Negate(Vector3 a) => new Vector3 { X = -a.X, Y = -a.Y, Z = -a.Z };

    public static bool Equal(Vector3 a, Vector3 b) => a.X == b.X && a.Y == b.Y && a.Z == b.Z;

    public static bool NotEqual(Vector3 a, Vector3 b) => a.X != b.X || a.Y != b.Y || a.Z != b.Z;

    public static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static float LengthSquared(Vector3 a) => a.X * a.X + a.Y * a.Y + a.Z * a.Z;

    public static float Length(Vector3 a) => MathF.Sqrt(a.X * a.X + a.Y * a.Y + a.Z * a.Z);

    public static Vector3 Multiply(Vector3 a, float by) => new Vector3 { X = a.X * by, Y = a.Y * by, Z = a.Z * by };

    public static Vector3 Multiply(float by, Vector3 a) => new Vector3 { X = a.X * by, Y = a.Y * by, Z = a.Z * by };

    public static Vector3 Multiply(Vector3 a, Vector3 b) => new Vector3 { X = a.X * b.X, Y = a.Y * b.Y, Z = a.Z * b.Z };

    public static Vector3 Divide(Vector3 a, Vector3 b) => new Vector3 { X = a.X / b.X, Y = a.Y / b.Y, Z = a.Z / b.Z };

    public static Vector3 Divide(Vector3 a, float by) => new Vector3 { X = a.X / by, Y = a.Y / by, Z = a.Z / by };

    public static Vector3 Normalize(Vector3 a)
    {
        float length = Length(a);
        return new Vector3 { X = a.X / length, Y = a.Y / length, Z = a.Z / length };
    }

    public static float DistanceSquared(Vector3 a, Vector3 b) => LengthSquared(Subtract(a, b));

    public static float Distance(Vector3 a, Vector3 b) => Length(Subtract(a, b));

    public static Vector3 Lerp(Vector3 a, Vector3 b, float amount) => new Vector3 { X = a.X * (1 - amount) + b.X * amount, Y = a.Y * (1 - amount) + b.Y * amount, Z = a.Z * (1 - amount) + b.Z * amount };

    public static Vector3 Min(Vector3 a, Vector3 b) => new Vector3 { X = MathF.Min(a.X, b.X), Y = MathF.Min(a.Y, b.Y), Z = MathF.Min(a.Z, b.Z) };

    public static Vector3 Max(Vector3 a, Vector3 b) => new Vector3 { X = MathF.Max(a.X, b.X), Y = MathF.Max(a.Y, b.Y), Z = MathF.Max(a.Z, b.Z) };

    public static Vector3 Clamp(Vector3 a, Vector3 min, Vector3 max) => new Vector3 { X = MathF.Min(MathF.Max(a.X, min.X), max.X), Y = MathF.Min(MathF.Max(a.Y, min.Y), max.Y), Z = MathF.Min(MathF.Max(a.Z, min.Z), max.Z) };

    public static Vector3 Abs(Vector3 a) => new Vector3 { X = MathF.Abs(a.X), Y = MathF.Abs(a.Y), Z = MathF.Abs(a.Z) };

    public static Vector3 SquareRoot(Vector3 a) => new Vector3 { X = MathF.Sqrt(a.X), Y = MathF.Sqrt(a.Y), Z = MathF.Sqrt(a.Z) };

    public static Vector3 Reflect(Vector3 a, Vector3 normal)
    {
        float twice = 2 * Dot(a, normal);
        return new Vector3 { X = a.X - twice * normal.X, Y = a.Y - twice * normal.Y, Z = a.Z - twice * normal.Z };
    }

    public static Vector3 Cross(Vector3 a, Vector3 b) => new Vector3 { X = a.Y * b.Z - a.Z * b.Y, Y = a.Z * b.X - a.X * b.Z, Z = a.X * b.Y - a.Y * b.X };
}

internal static class Vector4Source
{
    public static Vector4 New(float x, float y, float z, float w) => new Vector4 { X = x, Y = y, Z = z, W = w };

    public static Vector4 New(float value) => new Vector4 { X = value, Y = value, Z = value, W = value };

    public static Vector4 New(Vector3 value, float w) => new Vector4 { X = value.X, Y = value.Y, Z = value.Z, W = w };

    public static Vector4 New(Vector2 value, float z, float w) => new Vector4 { X = value.X, Y = value.Y, Z = z, W = w };

    public static Vector4 Zero() => new Vector4();

    public static Vector4 One() => new Vector4 { X = 1, Y = 1, Z = 1, W = 1 };

    public static Vector4 UnitX() => new Vector4 { X = 1 };

    public static Vector4 UnitY() => new Vector4 { Y = 1 };

    public static Vector4 UnitZ() => new Vector4 { Z = 1 };

    public static Vector4 UnitW() => new Vector4 { W = 1 };

    public static Vector4 Add(Vector4 a, Vector4 b) => new Vector4 { X = a.X + b.X, Y = a.Y + b.Y, Z = a.Z + b.Z, W = a.W + b.W };

    public static Vector4 Subtract(Vector4 a, Vector4 b) => new Vector4 { X = a.X - b.X, Y = a.Y - b.Y, Z = a.Z - b.Z, W = a.W - b.W };

    public static Vector4 Negate(Vector4 a) => new Vector4 { X = -a.X, Y = -a.Y, Z = -a.Z, W = -a.W };

    public static bool Equal(Vector4 a, Vector4 b) => a.X == b.X && a.Y == b.Y && a.Z == b.Z && a.W == b.W;

    public static bool NotEqual(Vector4 a, Vector4 b) => a.X != b.X || a.Y != b.Y || a.Z != b.Z || a.W != b.W;

    public static float Dot(Vector4 a, Vector4 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;

    public static float LengthSquared(Vector4 a) => a.X * a.X + a.Y * a.Y + a.Z * a.Z + a.W * a.W;

    public static float Length(Vector4 a) => MathF.Sqrt(a.X * a.X + a.Y * a.Y + a.Z * a.Z + a.W * a.W);

    public static Vector4 Multiply(Vector4 a, float by) => new Vector4 { X = a.X * by, Y = a.Y * by, Z = a.Z * by, W = a.W * by };

    public static Vector4 Multiply(float by, Vector4 a) => new Vector4 { X = a.X * by, Y = a.Y * by, Z = a.Z * by, W = a.W * by };

    public static Vector4 Multiply(Vector4 a, Vector4 b) => new Vector4 { X = a.X * b.X, Y = a.Y * b.Y, Z = a.Z * b.Z, W = a.W * b.W };

    public static Vector4 Divide(Vector4 a, Vector4 b) => new Vector4 { X = a.X / b.X, Y = a.Y / b.Y, Z = a.Z / b.Z, W = a.W / b.W };

    public static Vector4 Divide(Vector4 a, float by) => new Vector4 { X = a.X / by, Y = a.Y / by, Z = a.Z / by, W = a.W / by };

    public static Vector4 Normalize(Vector4 a)
    {
        float length = Length(a);
        return new Vector4 { X = a.X / length, Y = a.Y / length, Z = a.Z / length, W = a.W / length };
    }

    public static float DistanceSquared(Vector4 a, Vector4 b) => LengthSquared(Subtract(a, b));

    public static float Distance(Vector4 a, Vector4 b) => Length(Subtract(a, b));

    public static Vector4 Lerp(Vector4 a, Vector4 b, float amount) => new Vector4 { X = a.X * (1 - amount) + b.X * amount, Y = a.Y * (1 - amount) + b.Y * amount, Z = a.Z * (1 - amount) + b.Z * amount, W = a.W * (1 - amount) + b.W * amount };

    public static Vector4 Min(Vector4 a, Vector4 b) => new Vector4 { X = MathF.Min(a.X, b.X), Y = MathF.Min(a.Y, b.Y), Z = MathF.Min(a.Z, b.Z), W = MathF.Min(a.W, b.W) };

    public static Vector4 Max(Vector4 a, Vector4 b) => new Vector4 { X = MathF.Max(a.X, b.X), Y = MathF.Max(a.Y, b.Y), Z = MathF.Max(a.Z, b.Z), W = MathF.Max(a.W, b.W) };

    public static Vector4 Clamp(Vector4 a, Vector4 min, Vector4 max) => new Vector4 { X = MathF.Min(MathF.Max(a.X, min.X), max.X), Y = MathF.Min(MathF.Max(a.Y, min.Y), max.Y), Z = MathF.Min(MathF.Max(a.Z, min.Z), max.Z), W = MathF.Min(MathF.Max(a.W, min.W), max.W) };

    public static Vector4 Abs(Vector4 a) => new Vector4 { X = MathF.Abs(a.X), Y = MathF.Abs(a.Y), Z = MathF.Abs(a.Z), W = MathF.Abs(a.W) };

    public static Vector4 SquareRoot(Vector4 a) => new Vector4 { X = MathF.Sqrt(a.X), Y = MathF.Sqrt(a.Y), Z = MathF.Sqrt(a.Z), W = MathF.Sqrt(a.W) };
}

internal static class QuaternionSource
{
    public static Quaternion New(float x, float y, float z, float w) => new Quaternion { X = x, Y = y, Z = z, W = w };

    public static Quaternion New(Vector3 vectorPart, float scalarPart) => new Quaternion { X = vectorPart.X, Y = vectorPart.Y, Z = vectorPart.Z, W = scalarPart };

    public static Quaternion Identity() => new Quaternion { W = 1 };

    public static Quaternion Zero() => new Quaternion();

    public static Quaternion Add(Quaternion a, Quaternion b) => new Quaternion { X = a.X + b.X, Y = a.Y + b.Y, Z = a.Z + b.Z, W = a.W + b.W };

    public static Quaternion Subtract(Quaternion a, Quaternion b) => new Quaternion { X = a.X - b.X, Y = a.Y - b.Y, Z = a.Z - b.Z, W = a.W - b.W };

    public static Quaternion Negate(Quaternion a) => new Quaternion { X = -a.X, Y = -a.Y, Z = -a.Z, W = -a.W };

    public static bool Equal(Quaternion a, Quaternion b) => a.X == b.X && a.Y == b.Y && a.Z == b.Z && a.W == b.W;

    public static bool NotEqual(Quaternion a, Quaternion b) => a.X != b.X || a.Y != b.Y || a.Z != b.Z || a.W != b.W;

    public static float Dot(Quaternion a, Quaternion b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;

    public static float LengthSquared(Quaternion a) => a.X * a.X + a.Y * a.Y + a.Z * a.Z + a.W * a.W;

    public static float Length(Quaternion a) => MathF.Sqrt(a.X * a.X + a.Y * a.Y + a.Z * a.Z + a.W * a.W);

    public static Quaternion Multiply(Quaternion a, float by) => new Quaternion { X = a.X * by, Y = a.Y * by, Z = a.Z * by, W = a.W * by };

    public static Quaternion Multiply(Quaternion a, Quaternion b) => new Quaternion
    {
        X = a.X * b.W + b.X * a.W + a.Y * b.Z - a.Z * b.Y,
        Y = a.Y * b.W + b.Y * a.W + a.Z * b.X - a.X * b.Z,
        Z = a.Z * b.W + b.Z * a.W + a.X * b.Y - a.Y * b.X,
        W = a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
    };

    public static Quaternion Concatenate(Quaternion a, Quaternion b) => Multiply(b, a);

    public static Quaternion Conjugate(Quaternion a) => new Quaternion { X = -a.X, Y = -a.Y, Z = -a.Z, W = a.W };

    public static Quaternion Inverse(Quaternion a)
    {
        float by = 1 / LengthSquared(a);
        return new Quaternion { X = -a.X * by, Y = -a.Y * by, Z = -a.Z * by, W = a.W * by };
    }

    public static Quaternion Divide(Quaternion a, Quaternion b) => Multiply(a, Inverse(b));

    public static Quaternion Normalize(Quaternion a)
    {
        float by = 1 / Length(a);
        return new Quaternion { X = a.X * by, Y = a.Y * by, Z = a.Z * by, W = a.W * by };
    }

    public static Quaternion CreateFromAxisAngle(Vector3 axis, float angle)
    {
        float sin = MathF.Sin(angle * 0.5f);
        return new Quaternion { X = axis.X * sin, Y = axis.Y * sin, Z = axis.Z * sin, W = MathF.Cos(angle * 0.5f) };
    }
}
