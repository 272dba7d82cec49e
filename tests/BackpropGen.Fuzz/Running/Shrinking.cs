using BackpropGen.Fuzz.Programs;

namespace BackpropGen.Fuzz.Running;

/// <summary>Makes a failing program smaller for as long as it fails in the same way.</summary>
internal static class Shrinking
{
    private const int Candidates = 24;

    public static Verdict Run(Verdict failing, int seed)
    {
        string kind = KindOf(failing);
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            IReadOnlyList<ProgramNode>[] smaller = [.. ProgramNode.Smaller(failing.Program.Body)];
            foreach (IReadOnlyList<ProgramNode>[] some in smaller.OrderBy(body => body.Sum(node => node.Size)).Chunk(Candidates))
            {
                FuzzProgram[] programs = [.. some.Select((body, i) => failing.Program with { Number = 900_000 + i, Body = body })];
                Verdict? found = Batch.Run(programs, seed).Where(verdict => verdict.Fault is not null && KindOf(verdict) == kind)
                    .MinBy(verdict => verdict.Program.Body.Sum(node => node.Size));
                if (found is null)
                    continue;
                failing = found;
                isSmaller = true;
                break;
            }
        }
        return failing;
    }

    private static string KindOf(Verdict verdict) => verdict.Fault![..Math.Min(10, verdict.Fault!.Length)];
}
