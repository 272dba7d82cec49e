namespace BackpropGen.Fuzz.Programs;

// Classes and generic methods.
internal static partial class Library
{
    private const string Objects = """
        /// Objects of three classes, whose methods change what they have.
        public abstract class Cell
        {
            public double Gain;
            public double State;

            public abstract double Step(double u);

            public virtual void Fill(Span<double> s)
            {
                for (int i = 0; i < s.Length; i++)
                    s[i] = Math.Sin(s[i] * Gain) + 0.3 * State;
            }
        }

        public sealed class Wave : Cell
        {
            public override double Step(double u) => Math.Sin(u * Gain) + 0.5 * State;
        }

        public class Leaky : Cell
        {
            public double Leak;
            public double[] Past = new double[2];

            public override double Step(double u)
            {
                State = Math.Tanh(State * Leak + u);
                for (int i = 0; i < Past.Length; i++)
                {
                    Past[i] = 0.5 * Past[i] + State * Gain;
                    if (Past[i] > 0.6)
                        return Past[i] * u;
                }
                return State;
            }
        }

        public sealed class Nested : Leaky
        {
            public double Depth { get; set; }

            public override double Step(double u) => Math.Tanh(base.Step(u * Depth) * 0.5 + Past[1]);

            public override void Fill(Span<double> s)
            {
                base.Fill(s[..1]);
                Depth = Math.Cos(Depth * s[0]);
            }
        }

        public static class Cells
        {
            public static Cell[] New() => [new Wave(), new Leaky(), new Nested()];

            public static Cell Set(Cell cell, double[] values)
            {
                (cell.Gain, cell.State) = (values[0], values[1]);
                if (cell is Leaky leaky)
                    (leaky.Leak, leaky.Past[0], leaky.Past[1]) = (values[2], values[3], values[4]);
                if (cell is Nested nested)
                    nested.Depth = values[5];
                return cell;
            }

            public static void Get(Cell cell, double[] values)
            {
                (values[0], values[1]) = (cell.Gain, cell.State);
                if (cell is Leaky leaky)
                    (values[2], values[3], values[4]) = (leaky.Leak, leaky.Past[0], leaky.Past[1]);
                if (cell is Nested nested)
                    values[5] = nested.Depth;
            }
        }
        """;

    /// <summary>Not for dual numbers, which are no floating-point type.</summary>
    public const string Generic = """

        public static partial class Numbers
        {
            [Differentiable]
            public static T Bent<T>(T u, T v) where T : System.Numerics.IFloatingPointIeee754<T> => u > v ? T.Sin(u) * v : u * u / (T.CreateChecked(1.5) + v * v);
        }
        """;

    /// <summary>What stands in for it.</summary>
    public const string GenericTwin = """

        public static class Numbers
        {
            public static double Bent(double u, double v) => u > v ? Math.Sin(u) * v : u * u / (1.5 + v * v);
        }
        """;
}
