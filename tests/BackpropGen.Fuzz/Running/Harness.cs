using BackpropGen.Fuzz.Oracle;

namespace BackpropGen.Fuzz.Running;

/// <summary>The calls of a program, and of what was generated for it. Implemented by text that is compiled with the program.</summary>
public abstract class Harness
{
    public abstract double Call(Arguments v);

    public abstract double Forward(Arguments v, Tape tape);

    public abstract void Backward(Arguments v, Tape tape, double dResult, Arguments d);

    public abstract double Gradient(Arguments v, Arguments d, Tape tape);

    public abstract Dual Twin(DualArguments v);

    /// <summary>The text of the harness of a program.</summary>
    /// <param name="hasTape">Its Gradient takes a tape.</param>
    /// <param name="readsY">It does not write to y, so that its Backward takes it.</param>
    /// <param name="readsW">It does not write to w.</param>
    /// <param name="readsU">It does not write to u.</param>
    internal static string Source(string name, bool hasTape, bool readsY, bool readsW, bool readsU) => $$"""
        public sealed class Harness_{{name}} : BackpropGen.Fuzz.Running.Harness
        {
            private readonly Fuzzed.Cell[] values = Fuzzed.Cells.New();
            private readonly Fuzzed.Cell[] gradients = Fuzzed.Cells.New();

            public override double Call(BackpropGen.Fuzz.Oracle.Arguments v)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                var g = new Fuzzed.Lib.Pair(v.G[0], v.G[1]);
                double result = Fuzzed.{{name}}.F(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref g, System.Runtime.InteropServices.MemoryMarshal.Cast<double, Fuzzed.Lib.Pair>(v.U.AsSpan()), ref v.R, out v.O);
                Fuzzed.Cells.Get(c, v.C);
                (v.G[0], v.G[1]) = (g.First, g.Second);
                return result;
            }

            public override double Forward(BackpropGen.Fuzz.Oracle.Arguments v, Tape tape)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                var g = new Fuzzed.Lib.Pair(v.G[0], v.G[1]);
                double result = Fuzzed.{{name}}.FForward(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref g, System.Runtime.InteropServices.MemoryMarshal.Cast<double, Fuzzed.Lib.Pair>(v.U.AsSpan()), ref v.R, out v.O, tape);
                Fuzzed.Cells.Get(c, v.C);
                (v.G[0], v.G[1]) = (g.First, g.Second);
                return result;
            }

            public override void Backward(BackpropGen.Fuzz.Oracle.Arguments v, Tape tape, double dResult, BackpropGen.Fuzz.Oracle.Arguments d)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                Fuzzed.Cell dC = Fuzzed.Cells.Set(gradients[v.Class], d.C);
                var dG = new Fuzzed.Lib.Pair(d.G[0], d.G[1]);
                Fuzzed.{{name}}.FBackward(v.A, v.B, v.X, {{(readsY ? "v.Y, " : "")}}v.K, {{(readsW ? "v.W, " : "")}}v.N, c, {{(readsU ? "System.Runtime.InteropServices.MemoryMarshal.Cast<double, Fuzzed.Lib.Pair>(v.U.AsSpan()), " : "")}}tape, dResult, ref d.A, ref d.B, d.X, d.Y, d.W, dC, ref dG, System.Runtime.InteropServices.MemoryMarshal.Cast<double, Fuzzed.Lib.Pair>(d.U.AsSpan()), ref d.R, d.O);
                Fuzzed.Cells.Get(dC, d.C);
                (d.G[0], d.G[1]) = (dG.First, dG.Second);
            }

            public override double Gradient(BackpropGen.Fuzz.Oracle.Arguments v, BackpropGen.Fuzz.Oracle.Arguments d, Tape tape)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                Fuzzed.Cell dC = Fuzzed.Cells.Set(gradients[v.Class], d.C);
                var dG = new Fuzzed.Lib.Pair(d.G[0], d.G[1]);
                var g = new Fuzzed.Lib.Pair(v.G[0], v.G[1]);
                double result = Fuzzed.{{name}}.FGradient(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref g, System.Runtime.InteropServices.MemoryMarshal.Cast<double, Fuzzed.Lib.Pair>(v.U.AsSpan()), ref v.R, out v.O, ref d.A, ref d.B, d.X, d.Y, d.W, dC, ref dG, System.Runtime.InteropServices.MemoryMarshal.Cast<double, Fuzzed.Lib.Pair>(d.U.AsSpan()), ref d.R, d.O{{(hasTape ? ", tape" : "")}});
                Fuzzed.Cells.Get(c, v.C);
                (v.G[0], v.G[1]) = (g.First, g.Second);
                Fuzzed.Cells.Get(dC, d.C);
                (d.G[0], d.G[1]) = (dG.First, dG.Second);
                return result;
            }

            public override BackpropGen.Fuzz.Oracle.Dual Twin(BackpropGen.Fuzz.Oracle.DualArguments v)
            {
                Twins.Cell c = Twins.Cells.Set(Twins.Cells.New()[v.Class], v.C);
                var g = new Twins.Lib.Pair(v.G[0], v.G[1]);
                BackpropGen.Fuzz.Oracle.Dual result = Twins.{{name}}.F(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref g, System.Runtime.InteropServices.MemoryMarshal.Cast<BackpropGen.Fuzz.Oracle.Dual, Twins.Lib.Pair>(v.U.AsSpan()), ref v.R, out v.O);
                Twins.Cells.Get(c, v.C);
                (v.G[0], v.G[1]) = (g.First, g.Second);
                return result;
            }
        }
        """;
}
