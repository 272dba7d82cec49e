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
    internal static string Source(string name, bool hasTape, bool readsY, bool readsW) => $$"""
        public sealed class Harness_{{name}} : BackpropGen.Fuzz.Running.Harness
        {
            private readonly Fuzzed.Cell[] values = Fuzzed.Cells.New();
            private readonly Fuzzed.Cell[] gradients = Fuzzed.Cells.New();

            public override double Call(BackpropGen.Fuzz.Oracle.Arguments v)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                double result = Fuzzed.{{name}}.F(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref v.R, out v.O);
                Fuzzed.Cells.Get(c, v.C);
                return result;
            }

            public override double Forward(BackpropGen.Fuzz.Oracle.Arguments v, Tape tape)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                double result = Fuzzed.{{name}}.FForward(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref v.R, out v.O, tape);
                Fuzzed.Cells.Get(c, v.C);
                return result;
            }

            public override void Backward(BackpropGen.Fuzz.Oracle.Arguments v, Tape tape, double dResult, BackpropGen.Fuzz.Oracle.Arguments d)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                Fuzzed.Cell dC = Fuzzed.Cells.Set(gradients[v.Class], d.C);
                Fuzzed.{{name}}.FBackward(v.A, v.B, v.X, {{(readsY ? "v.Y, " : "")}}v.K, {{(readsW ? "v.W, " : "")}}v.N, c, tape, dResult, ref d.A, ref d.B, d.X, d.Y, d.W, dC, ref d.R, d.O);
                Fuzzed.Cells.Get(dC, d.C);
            }

            public override double Gradient(BackpropGen.Fuzz.Oracle.Arguments v, BackpropGen.Fuzz.Oracle.Arguments d, Tape tape)
            {
                Fuzzed.Cell c = Fuzzed.Cells.Set(values[v.Class], v.C);
                Fuzzed.Cell dC = Fuzzed.Cells.Set(gradients[v.Class], d.C);
                double result = Fuzzed.{{name}}.FGradient(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref v.R, out v.O, ref d.A, ref d.B, d.X, d.Y, d.W, dC, ref d.R, d.O{{(hasTape ? ", tape" : "")}});
                Fuzzed.Cells.Get(c, v.C);
                Fuzzed.Cells.Get(dC, d.C);
                return result;
            }

            public override BackpropGen.Fuzz.Oracle.Dual Twin(BackpropGen.Fuzz.Oracle.DualArguments v)
            {
                Twins.Cell c = Twins.Cells.Set(Twins.Cells.New()[v.Class], v.C);
                BackpropGen.Fuzz.Oracle.Dual result = Twins.{{name}}.F(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, c, ref v.R, out v.O);
                Twins.Cells.Get(c, v.C);
                return result;
            }
        }
        """;
}
