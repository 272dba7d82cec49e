namespace BackpropGen.Tests;

/// <summary>Programs whose own names hide those that generated code calls.</summary>
internal static class ClashingPrograms
{
    /// <summary>Types called as those of the framework and of the runtime, in a namespace that ends in <c>System</c>.</summary>
    public const string Types = """
        using BackpropGen;

        namespace My.System
        {
            public struct Math { }
            public struct Span { }
            public static class Tape { }
            public static class Vjp { }

            public struct Point
            {
                public double X;
                public double Y;
            }

            public static partial class Model
            {
                [Differentiable]
                public static double Halves(double[] w, double x, Point at, string name)
                {
                    double sum = 0;
                    for (int i = 0; i < w.Length; i++)
                        sum += global::System.Math.Tanh(w[i] * x);
                    while (sum > 1)
                        sum = sum * 0.5 * at.X;
                    return sum * global::System.Math.Max(at.X, at.Y);
                }
            }

            public static class Program
            {
                public static int Main()
                {
                    double[] w = { 0.5, 3 };
                    double dX = 0;
                    Point at = new Point { X = 1, Y = 3 };
                    Point dAt = default;
                    double value = Model.HalvesGradient(w, 2, at, null, new double[2], ref dX, ref dAt);
                    // Halved once: 3 · (tanh(x/2) + tanh(3x)) / 2 at 2.
                    double known = 1.5 * (0.5 / Square(global::System.Math.Cosh(1)) + 3 / Square(global::System.Math.Cosh(6)));
                    global::System.Console.WriteLine("value {0}, dX {1}, known {2}", value, dX, known);
                    bool isRight = value == Model.Halves(w, 2, at, null) && global::System.Math.Abs(known - dX) < 1e-14;
                    return isRight && Acme.BackpropGen.Global.IsRight() ? 0 : 1;
                }

                private static double Square(double x) => x * x;
            }
        }
        """;

    /// <summary>Namespaces and types called as those around what generated code calls, and members called as its types.</summary>
    public const string Namespaces = """
        using BackpropGen;

        namespace Acme.BackpropGen
        {
            namespace System
            {
                public static class Double { }
            }

            public static partial class Global
            {
                public static partial class System
                {
                    public const int Math = 3;
                    public const int Shape = 4;
                    public const int Overlap = 5;

                    [Differentiable]
                    public static double Powers(global::System.ReadOnlySpan<double> w, double x)
                    {
                        double sum = 0;
                        double power = 1;
                        foreach (double factor in w)
                        {
                            sum += factor * power;
                            power *= x;
                        }
                        return global::System.Math.Exp(sum);
                    }
                }

                public static bool IsRight()
                {
                    double[] w = { 0.1, 0.2, 0.3 };
                    double[] dW = new double[3];
                    double dX = 0;
                    double value = System.PowersGradient(w, 2, dW, ref dX);
                    global::System.Console.WriteLine("value {0}, dX {1}, dW {2}", value, dX, string.Join(", ", dW));
                    return Near(value, global::System.Math.Exp(1.7)) && Near(dX, 1.4 * value)
                        && Near(dW[0], value) && Near(dW[2], 4 * value);
                }

                private static bool Near(double a, double b) => global::System.Math.Abs(a - b) < 1e-12;
            }
        }
        """;
}
