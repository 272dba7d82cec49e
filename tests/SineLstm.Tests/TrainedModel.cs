using System.Text.Json;

namespace SineLstm.Tests;

/// <summary>
/// The parameters that a long run reached, where gates are steep: up to a million iterations. The files hold them because the run takes its
/// time. Those with a letter had learned a series that jumps at its end, which makes them steeper still.
/// </summary>
public sealed record TrainedModel(LstmSizes Sizes, int Window, double[] Parameters)
{
    public static IReadOnlyList<string> Files { get; } =
        ["x1_h5_o1_T23_a.json", "x1_h5_o1_T23_b.json", "x1_h5_o1_T23_c.json", "x3_h7_o2_T11.json", "x2_h4_o3_T30.json"];

    /// <summary>The model of a file, whose name says its sizes and its window.</summary>
    public static TrainedModel Read(string file)
    {
        using Stream stream = typeof(TrainedModel).Assembly.GetManifestResourceStream(file)!;
        int[] numbers = [.. Path.GetFileNameWithoutExtension(file).Split('_').Take(4).Select(part => int.Parse(part[1..]))];
        return new(new(numbers[0], numbers[1], numbers[2]), numbers[3], JsonSerializer.Deserialize<double[]>(stream)!);
    }

    /// <summary>The loss at one window and initial state.</summary>
    public LstmLoss Loss(int seed) => new(Sizes, Parameters, Window, new NormalSource(seed));
}
