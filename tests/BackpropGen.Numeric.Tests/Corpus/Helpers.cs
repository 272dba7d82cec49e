namespace Corpus;

public readonly struct Matrix3(V3 a, V3 b, V3 c)
{
    public readonly V3 A = a;
    public readonly V3 B = b;
    public readonly V3 C = c;

    public static V3 operator *(Matrix3 m, V3 v) => new(m.A.Dot(v), m.B.Dot(v), m.C.Dot(v));

    public static Matrix3 operator *(Matrix3 m, Matrix3 n)
    {
        Matrix3 t = n.Transposed();
        return new Matrix3(t * m.A, t * m.B, t * m.C);
    }

    public Matrix3 Transposed() => new(new V3(A.X, B.X, C.X), new V3(A.Y, B.Y, C.Y), new V3(A.Z, B.Z, C.Z));

    public double Determinant() => A.Dot(V3.Cross(B, C));

    public static Matrix3 AroundZ(double angle)
    {
        double c = Math.Cos(angle);
        double s = Math.Sin(angle);
        return new Matrix3(new V3(c, -s, 0), new V3(s, c, 0), new V3(0, 0, 1));
    }
}

public ref struct Running(ReadOnlySpan<double> x, double start)
{
    public readonly ReadOnlySpan<double> X = x;
    public double Sum = start;

    public void Step(int i) => Sum = Sum * X[i] + Sum;
}

public static partial class Helpers
{
    private static V3 Scaled(V3 v, double by) => by * v;

    private static void Accumulate(ref V3 sum, V3 v, double weight)
    {
        sum += weight * v;
        weight *= sum.X;
        sum = new V3(sum.Y, sum.Z * weight, sum.X);
    }

    // size n: 1
    [Differentiable]
    public static double ThreeCalls(double x, double y, double z)
    {
        var v = new V3(x, y, z);
        return Scaled(v, x).Dot(Scaled(Scaled(v, y), z * x)) * Scaled(v, 2).X;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double ByReference(ReadOnlySpan<double> x)
    {
        V3 sum = new(1, 2, 0.5);
        for (int i = 0; i < x.Length; i++)
        {
            Accumulate(ref sum, sum, x[i]);
            Accumulate(ref sum, new V3(x[i], 1, sum.X), i);
        }
        return sum.X * sum.Y + sum.Z * sum.Z;
    }

    // size n: 1
    [Differentiable]
    public static double Matrices(double angle, double x, double y, double z)
    {
        Matrix3 m = Matrix3.AroundZ(angle) * new Matrix3(new V3(x, y, 1), new V3(y, z, x), new V3(1, 0.3, z));
        V3 v = m * (m.Transposed() * new V3(x, y, z));
        return v.X * v.Y * v.Z + m.Determinant() * v.X;
    }

    // size n: 0, 1, 3
    [Differentiable]
    public static double RefStruct(ReadOnlySpan<double> x, double y)
    {
        var running = new Running(x, y);
        for (int i = 0; i < x.Length; i++)
        {
            running.Step(i);
            running.Sum *= y;
        }
        return running.Sum * running.Sum;
    }

    // size n: 1
    [Differentiable]
    public static double ArgumentOrder(double x, double y)
    {
        V3 v = new(x, y, x * y);
        return Mixed(by: Change(ref v, 2), v: v, other: Change(ref v, x)) * v.X;
    }

    private static double Change(ref V3 v, double by)
    {
        v = new V3(v.Y * by, v.Z, v.X);
        return v.X * by;
    }

    private static double Mixed(V3 v, double by, double other) => v.X * by + v.Y * other + v.Z * by * other;
}
