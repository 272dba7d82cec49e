using System.Globalization;
using System.Text;

namespace BackpropGen.Testing;

/// <summary>Writes a report for people to read.</summary>
internal static class ReportText
{
    private const int Rows = 40;

    private static readonly string[] Header = ["name", "index", "relative error", "analytic", "numeric", "ratio", "verdict"];

    public static string Of(GradientReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Method).Append(": ").Append(report.Passed ? "the gradient is right" : "THE GRADIENT IS WRONG").Append(" – ");
        text.AppendJoin(", ", Enum.GetValues<GradientVerdict>().Where(verdict => report.Count(verdict) > 0)
            .Select(verdict => $"{report.Count(verdict)} {Words(verdict)}").DefaultIfEmpty("nothing was checked")).AppendLine();
        foreach (GradientProblem problem in report.Problems)
            text.Append("- ").AppendLine(problem.Message);
        foreach (string finding in report.Findings)
            text.Append("- ").AppendLine(finding);
        List<GradientEntry> shown = [.. report.Entries.Concat(report.Directions).OrderByDescending(entry => entry.Verdict).Take(Rows)];
        if (shown.Count == 0)
            return text.ToString();
        List<string[]> lines = [Header, .. shown.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, Header.Length).Select(column => lines.Max(line => line[column].Length))];
        foreach (string[] line in lines)
            text.AppendLine(string.Join("  ", line.Select((cell, column) => column is 0 or 1 or 6 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        int rest = report.Entries.Count + report.Directions.Count - shown.Count;
        if (rest > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"… and {rest} more");
        return text.ToString();
    }

    private static string[] Cells(GradientEntry entry) =>
    [
        entry.Name, entry.Index, Number(entry.RelativeError, "0.0e+00"), Number(entry.Analytic, "0.000000e+00"),
        $"{Number(entry.Numeric, "0.000000e+00")} ±{Number(entry.Error, "0e+00")}", Number(entry.Ratio, "0.######"), Words(entry.Verdict),
    ];

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Words(GradientVerdict verdict) => verdict switch
    {
        GradientVerdict.Agrees => "agrees",
        GradientVerdict.Kink => "kink",
        GradientVerdict.Inconclusive => "inconclusive",
        _ => "DISAGREES",
    };
}
