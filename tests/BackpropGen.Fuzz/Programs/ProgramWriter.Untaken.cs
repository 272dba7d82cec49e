namespace BackpropGen.Fuzz.Programs;

// Values that overflow or are not defined, and that only a path reads which is not taken then.
internal sealed partial class ProgramWriter
{
    private IEnumerable<ProgramNode> Untaken()
    {
        string target = Pick(reals);
        string wild = $"h{names++}";
        string value = random.Next(4) switch
        {
            0 => $"Math.Exp(400 * {expressions.Real(1)})",
            1 => $"1 / Math.Max({expressions.Real(1)}, 0)",
            2 => $"Math.Log(Math.Max({expressions.Real(1)}, 0)) * -1",
            _ => $"Math.Exp(500 * {expressions.Real(1)}) * {expressions.Squashed(1)}",
        };
        string plain = expressions.Squashed(1);
        switch (random.Next(7))
        {
            case 0:
                return [new($"double {wild} = {value};"), new($"{target} = Math.Abs({wild}) < 20 ? Math.Tanh({wild} * {plain}) : {plain};")];
            case 1:
                return [new($"double {wild} = {value};"), new($"double {wild}b = {wild} * {expressions.Squashed(1)};"), If($"Math.Abs({wild}) < 20", [new($"{target} = Math.Sin({wild}b);")])];
            case 2:
                return [new($"{target} = Math.Min(Math.Max({value}, -1.5), {plain} + 1);")];
            case 3:
                return [new($"double {wild} = {value};"), If($"!(Math.Abs({wild}) < 20)", [new($"{wild} = {plain};")]), new($"{target} = Math.Cos({wild});")];
            case 4:
                string buffer = $"h{names++}";
                return [new($"double {wild} = {value};"), new($"double[] {buffer} = new double[3];"), new($"{buffer}[0] = {plain};"), new($"{buffer}[1] = {wild} * {plain};"),
                    new($"{target} = Math.Abs({wild}) < 20 ? Math.Sin({buffer}[1]) : {buffer}[0];")];
            case 5:
                return [new($"double {wild} = Lib.Inverse({expressions.Real(1)});"), new($"{target} = {wild} < 20 ? Math.Sin({wild}) : {plain};")];
            default:
                return [new($"double {wild} = Gradient.Stop(Lib.Inverse({expressions.Real(1)}));"), new($"{target} = {wild} < 20 ? {plain} * {wild} * 0.05 : {plain};")];
        }
    }
}
