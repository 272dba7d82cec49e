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
            public override double Call(BackpropGen.Fuzz.Oracle.Arguments v) => Fuzzed.{{name}}.F(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, ref v.R, out v.O);
            public override double Forward(BackpropGen.Fuzz.Oracle.Arguments v, Tape tape) => Fuzzed.{{name}}.FForward(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, ref v.R, out v.O, tape);
            public override void Backward(BackpropGen.Fuzz.Oracle.Arguments v, Tape tape, double dResult, BackpropGen.Fuzz.Oracle.Arguments d) =>
                Fuzzed.{{name}}.FBackward(v.A, v.B, v.X, {{(readsY ? "v.Y, " : "")}}v.K, {{(readsW ? "v.W, " : "")}}v.N, tape, dResult, ref d.A, ref d.B, d.X, d.Y, d.W, ref d.R, d.O);
            public override double Gradient(BackpropGen.Fuzz.Oracle.Arguments v, BackpropGen.Fuzz.Oracle.Arguments d, Tape tape) =>
                Fuzzed.{{name}}.FGradient(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, ref v.R, out v.O, ref d.A, ref d.B, d.X, d.Y, d.W, ref d.R, d.O{{(hasTape ? ", tape" : "")}});
            public override BackpropGen.Fuzz.Oracle.Dual Twin(BackpropGen.Fuzz.Oracle.DualArguments v) => Twins.{{name}}.F(v.A, v.B, v.X, v.Y, v.K, v.W, v.N, ref v.R, out v.O);
        }
        """;
}
