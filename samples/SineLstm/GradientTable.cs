using BackpropGen.Testing;
using Spectre.Console;

namespace SineLstm;

/// <summary>Prints the report of a gradient check.</summary>
public static class GradientTable
{
    private const int Rows = 40;

    /// <summary>
    /// What is wrong, a table, and a last line that says it all. The table has the worst entry of each array, or those that are wrong.
    /// </summary>
    /// <returns>Whether the gradient was checked, and is right.</returns>
    public static bool Write(IAnsiConsole console, GradientReport report)
    {
        foreach (string fault in report.Problems.Select(problem => problem.Message).Concat(report.Findings))
            console.MarkupLineInterpolated($"[red]{fault}[/]");

        if (report.Entries.Count > 0)
        {
            GradientEntry[] wrong = Wrong(report);
            console.WriteLine(
                (wrong.Length == 0 ? "The worst entry of each array" : "What is wrong")
                + ", beside differences of the loss and how far these may be off:");
            console.Write(Entries(wrong.Length == 0 ? report.Entries.DistinctBy(entry => entry.Name) : wrong.Take(Rows)));
            if (wrong.Length > Rows)
                console.WriteLine($"… and {wrong.Length - Rows} more");
            console.WriteLine($"{report.Entries.Count} entries and {report.Directions.Count} random directions were checked.");
        }
        (bool isOk, string conclusion) = Conclusion(report);
        console.MarkupLine(conclusion);
        return isOk;
    }

    /// <summary>The verdict on the whole, as marked-up text.</summary>
    public static (bool IsOk, string Text) Conclusion(GradientReport report)
    {
        int all = report.Entries.Count + report.Directions.Count;
        int wrong = report.Count(GradientVerdict.Disagrees);
        int open = report.Count(GradientVerdict.Inconclusive);
        if (report.Problems.Any(problem => problem.Kind is GradientProblemKind.NotRepeatable or GradientProblemKind.ChangesInput))
            return (false, "[red]The loss is not repeatable, so that differences of it mean nothing[/]");
        if (wrong > 0)
            return (false, $"[red]grads are wrong: {wrong} of {all} disagree[/]");
        if (!report.Passed)
            return (false, "[red]grads are wrong: see above[/]");
        if (2 * open > all)
            return (false, $"[red]The function is too rough here: {open} of {all} could not be judged[/]");
        return (true, open == 0 ? "[green]grads are ok[/]" : $"[green]grads are ok[/], but {open} of {all} could not be judged");
    }

    // A random direction tells little beside entries, but sees those that were not checked one by one.
    private static GradientEntry[] Wrong(GradientReport report)
    {
        GradientEntry[] entries = [.. report.Entries.Where(IsWrong)];
        return entries.Length > 0 ? entries : [.. report.Directions.Where(IsWrong)];

        static bool IsWrong(GradientEntry entry) => entry.Verdict == GradientVerdict.Disagrees;
    }

    private static Table Entries(IEnumerable<GradientEntry> entries)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in (string[])["name", "index", "relative error", "analytic", "numeric", "ratio", "verdict"])
        {
            table.AddColumn(new TableColumn(column)
            {
                Alignment = column is "name" or "index" or "verdict" ? Justify.Left : Justify.Right,
                NoWrap = column != "relative error",
                Padding = new Padding(0, 0, 1, 0),
            });
        }
        foreach (GradientEntry entry in entries)
            table.AddRow([.. Cells(entry).Select(cell => new Text(cell))]);
        return table;
    }

    private static string[] Cells(GradientEntry entry) =>
    [
        entry.Name, entry.Index, entry.RelativeError.ToString("0.0e-0"), entry.Analytic.ToString("0.00000e+0"),
        $"{entry.Numeric:0.00000e+0} ±{entry.Error:0e-0}", entry.Ratio.ToString("G6"), entry.Verdict.ToString().ToLowerInvariant(),
    ];
}
