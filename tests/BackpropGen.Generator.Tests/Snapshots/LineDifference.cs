using System.Text;

namespace BackpropGen.Tests.Snapshots;

/// <summary>Which lines were taken out and put in, with a little of what stands around them.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    public static string Between(string before, string after)
    {
        string[] a = before.Split('\n');
        string[] b = after.Split('\n');
        List<(char Mark, string Line)> script = Script(a, b, CommonLengths(a, b));

        var text = new StringBuilder();
        int lastShown = -1;
        for (int i = 0; i < script.Count; i++)
        {
            bool near = script.Skip(i - Context).Take(i < Context ? i + Context + 1 : 2 * Context + 1).Any(line => line.Mark != ' ');
            if (!near)
                continue;

            if (i != lastShown + 1)
                text.AppendLine("  ...");
            text.Append(script[i].Mark).Append(' ').AppendLine(script[i].Line);
            lastShown = i;
        }
        return text.ToString();
    }

    /// <summary>The length of the longest common subsequence of what follows each pair of positions.</summary>
    private static int[,] CommonLengths(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        return common;
    }

    private static List<(char Mark, string Line)> Script(string[] a, string[] b, int[,] common)
    {
        List<(char, string)> script = [];
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                script.Add((' ', a[i++]));
                j++;
            }
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1]))
                script.Add(('-', a[i++]));
            else
                script.Add(('+', b[j++]));
        }
        return script;
    }
}
