using System.Diagnostics;
using Spectre.Console;

namespace SineLstm;

/// <summary>Trains in the sight of the user: a progress bar, then what was reached and what it cost.</summary>
public static class TrainingRun
{
    private const int Updates = 100;
    private const int Rows = 10;

    /// <summary>Trains until done, cancelled or diverged.</summary>
    public static void Execute(IAnsiConsole console, Trainer trainer, CancellationToken cancellation)
    {
        long allocated = 0;
        int measured = 0;
        Stopwatch watch = new();
        console.MarkupLineInterpolated($"[bold]Training, {trainer.Iterations} iterations of gradient descent[/]");
        console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(progress =>
            {
                ProgressTask task = progress.AddTask("training", maxValue: trainer.Iterations);
                int chunk = Math.Max(1, trainer.Iterations / Updates);
                while (trainer.Done < trainer.Iterations && !trainer.Diverged && !cancellation.IsCancellationRequested)
                {
                    int before = trainer.Done;
                    watch.Start();
                    long bytes = trainer.Run(chunk, cancellation);
                    watch.Stop();

                    // The first iterations warm up the tape; they are not counted.
                    if (before > 0)
                    {
                        allocated += bytes;
                        measured += trainer.Done - before;
                    }
                    if (trainer.Done > 0)
                        task.Description = $"iteration {trainer.Done}, smoothed loss {trainer.Smoothed[^1]:F4}";
                    task.Value = trainer.Done;
                }
            });

        if (trainer.Done == 0)
            return;
        console.Write(Course(trainer.Smoothed));
        double first = trainer.Smoothed[0];
        double last = trainer.Smoothed[^1];
        TimeSpan time = watch.Elapsed;
        string heap = measured == 0
            ? "not measured: no iterations after warm-up"
            : $"{allocated} bytes in {measured} iterations after warm-up";
        Grid grid = new Grid().AddColumn().AddColumn();
        grid.AddRow("iterations", $"{trainer.Done} in {time.TotalSeconds:F2} s, {time.TotalMicroseconds / trainer.Done:F1} µs each");
        grid.AddRow("loss, first iteration", $"{first:F4}");
        grid.AddRow("loss, moving average 0.99", $"{last:F4}, {last / first:P2} of the first");
        grid.AddRow("allocated on the heap", heap);
        grid.AddRow("tape", $"{trainer.TapeBytes} bytes reserved");
        console.Write(grid);
    }

    // The bar shows nothing in a log file; this table does.
    private static Table Course(ReadOnlySpan<double> smoothed)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn("iteration").RightAligned())
            .AddColumn(new TableColumn("loss, moving average").RightAligned());
        int last = 0;
        for (int row = 0; row <= Rows; row++)
        {
            int iteration = Math.Max(1, (int)((long)smoothed.Length * row / Rows));
            if (iteration != last)
                table.AddRow($"{iteration}", $"{smoothed[iteration - 1]:F4}");
            last = iteration;
        }
        return table;
    }
}
