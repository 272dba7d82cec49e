using Spectre.Console;

namespace SineLstm;

/// <summary>Prints the outcome of a <see cref="GradientCheck"/>.</summary>
public static class GradientCheckReport
{
    /// <summary>One table of all arrays, one row for each failure, and a last line that says it all.</summary>
    public static void Write(IAnsiConsole console, string title, GradientCheckResult result)
    {
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        if (result.Fault != null)
        {
            console.MarkupLineInterpolated($"[red]{result.Fault}[/]");
            return;
        }

        GradientCheck settings = result.Settings;
        console.WriteLine(
            $"Central differences with delta {settings.Delta:0e-0} on up to {settings.Entries} random entries an array; "
            + $"relative error |a - n| / (|a| + |n| + 1e-12), tolerance {settings.Tolerance:0e-0}.");
        console.WriteLine(
            $"Rounding: the loss, {result.Value:G6}, is known to within {result.Noise:0.0e-0}, so these differences to within "
            + $"{result.Floor:0.0e-0}, and they can judge gradients from {result.SmallestJudged:0.0e-0} upward. What they leave open is "
            + "judged by wider differences, extrapolated. What is too small even for those is accepted only within the rounding and "
            + "truncation error, and counted as tiny.");
        console.Write(Arrays(result));
        if (result.Failures.Any())
            console.Write(Failures(result));
        if (result.IsOk)
            console.MarkupLine("[green]grads are ok[/]");
        else
            console.MarkupLineInterpolated($"[red]grads are wrong: {result.Failures.Count()} of {result.Entries.Count} entries fail[/]");
    }

    private static Table Arrays(GradientCheckResult result)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("array");
        foreach (string column in (string[])["checked", "agree", "wider", "tiny", "fail", "largest error", "largest tiny", "known to"])
            table.AddColumn(new TableColumn(column).RightAligned());

        foreach (IGrouping<string, CheckedEntry> array in result.Entries.GroupBy(entry => entry.Array))
        {
            double[] errors = [.. array.Where(entry => entry.Verdict != Verdict.BelowFloor).Select(entry => entry.Error)];
            CheckedEntry[] below = [.. array.Where(entry => entry.Verdict == Verdict.BelowFloor)];
            table.AddRow(
                array.Key,
                Count(array.Count()),
                Count(array.Count(entry => entry.Verdict == Verdict.Agrees)),
                Count(array.Count(entry => entry.Verdict == Verdict.AgreesExtrapolated)),
                Count(below.Length),
                Count(array.Count(entry => entry.Verdict == Verdict.Fails)),
                errors.Length == 0 ? "" : Number(errors.Max()),
                below.Length == 0 ? "" : Number(below.Max(entry => Math.Abs(entry.Analytic))),
                below.Length == 0 ? "" : Number(below.Max(entry => entry.Uncertainty)));
        }
        return table;
    }

    private static Table Failures(GradientCheckResult result)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("fails");
        foreach (string column in (string[])["index", "error", "analytic", "numeric", "ratio"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (CheckedEntry entry in result.Failures)
        {
            table.AddRow(
                entry.Array, Count(entry.Index), Number(entry.Error), Exact(entry.Analytic), Exact(entry.Numeric),
                entry.Ratio.ToString("G6"));
        }
        return table;
    }

    private static string Count(int count) => count.ToString();

    private static string Number(double number) => number.ToString("0.0e-0");

    private static string Exact(double number) => number.ToString("0.0000000000e+0");
}
