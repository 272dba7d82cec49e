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
            $"The loss, {result.Value:G6}, is known to within {result.Noise:0.0e-0}. Where rounding or truncation trouble these differences, "
            + "those of many steps are extrapolated, and an entry fails if it lies further off than their error explains. Entries that are "
            + "too small to be known to the tolerance are counted as tiny; \"known to\" says how well they are.");
        console.Write(Arrays(result));
        if (result.Failures.Any())
            console.Write(Failures(result));
        int failures = result.Failures.Count();
        int undecided = result.Undecided.Count();
        if (failures > 0)
            console.MarkupLineInterpolated($"[red]grads are wrong: {failures} of {result.Entries.Count} entries fail[/]");
        else if (undecided == 0)
            console.MarkupLine("[green]grads are ok[/]");
        else if (result.IsConclusive)
            console.MarkupLineInterpolated($"[green]grads are ok[/], but {undecided} of {result.Entries.Count} entries could not be judged");
        else
            console.MarkupLineInterpolated($"[red]The function is too rough here: {undecided} of {result.Entries.Count} entries could not be judged[/]");
    }

    private static Table Arrays(GradientCheckResult result)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("array");
        foreach (string column in (string[])["checked", "agree", "wider", "tiny", "open", "fail", "largest error", "known to"])
            table.AddColumn(new TableColumn(column).RightAligned());

        foreach (IGrouping<string, CheckedEntry> array in result.Entries.GroupBy(entry => entry.Array))
        {
            double[] errors = [.. array.Where(entry => entry.IsJudged).Select(entry => entry.Error)];
            double[] known = [.. array.Where(entry => !entry.IsJudged).Select(entry => entry.Uncertainty)];
            table.AddRow(
                array.Key,
                Count(array.Count()),
                Of(Verdict.Agrees),
                Of(Verdict.AgreesExtrapolated),
                Of(Verdict.Tiny),
                Of(Verdict.Undecided),
                Of(Verdict.Fails),
                errors.Length == 0 ? "" : Number(errors.Max()),
                known.Length == 0 ? "" : Number(known.Max()));

            string Of(Verdict verdict) => Count(array.Count(entry => entry.Verdict == verdict));
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
