namespace BackpropGen.Fuzz.Programs;

/// <summary>Writes what a program tells on its way, and calls of methods that tell something.</summary>
/// <param name="random">Its own numbers: what is told leaves the rest of a program as it was.</param>
internal sealed class TellingWriter(Random random, ExpressionWriter expressions, List<string> reals, List<string> integers)
{
    /// <summary>Whether something is told here.</summary>
    public bool IsDue => random.Next(12) == 0;

    public ProgramNode Write()
    {
        string number = expressions.Squashed(2);
        string integer = integers[random.Next(integers.Count)];
        string real = reals[random.Next(reals.Count)];
        return new(random.Next(9) switch
        {
            0 => $"Console.Write($\"{{({number})}} {{{integer}}};\");",
            1 => $"Console.Write(\"{{0}} {{1}} {{2}};\", {number}, {integer}, {expressions.Real(2)});",
            2 => $"Console.Write({expressions.Real(2)});",
            3 => $"Console.Error.Write($\"{{{integer},3}} {{({expressions.Real(2)}):F3}}\" + {integer} + ';' + ({number}));",
            4 => $"Console.Write(\"{{0}} {{1}} {{2}};\", {real}, {real} = {number}, {real});",
            5 => $"Console.Write($\"{{{real}}} {{({real} *= {number})}} {{{real}}};\");",
            6 => $"{real} = Lib.Tell({number}, {integer});",
            7 => $"{real} = Lib.TellAgain({number}, {integer}) + Lib.Tell({expressions.Real(1)}, 1);",
            _ => $"{real} = Lib.TellDeep({number}, {integer} & 3);",
        });
    }
}
