using System.Text.Json;

namespace BackpropGen.Tests;

/// <summary>The loss and the gradients of an LSTM, from an independent implementation in NumPy.</summary>
internal sealed class LstmReference
{
    /// <summary>The parameter arrays in the order in which they lie in the flat buffer.</summary>
    private static readonly string[] Arrays = ["Wf", "Wi", "Wg", "Wo", "Wy", "bf", "bi", "bg", "bo", "by"];

    private readonly JsonElement root;

    public LstmReference(string file)
    {
        using JsonDocument document = JsonDocument.Parse(SourceFile.Embedded($"Reference/{file}").Text);
        root = document.RootElement.Clone();
    }

    public int Inputs => root.GetProperty("x_n").GetInt32();

    public int Hidden => root.GetProperty("h_n").GetInt32();

    public int Outputs => root.GetProperty("o_n").GetInt32();

    public int Steps => root.GetProperty("T").GetInt32();

    public double Loss => root.GetProperty("loss").GetDouble();

    public double[] Parameters => Flat(root.GetProperty("params"));

    public double[] ParameterGradients => Flat(root.GetProperty("grads"));

    /// <summary><c>inputs</c>, <c>targets</c>, <c>h0</c>, <c>c0</c>, <c>dinputs</c>, <c>dh0</c>, <c>dc0</c>.</summary>
    public double[] this[string name] => Numbers(root.GetProperty(name));

    /// <summary>Where in the flat buffer an entry lies: <c>Wf[3]</c>.</summary>
    public string NameOf(int entry)
    {
        foreach (string array in Arrays)
        {
            int length = root.GetProperty("params").GetProperty(array).GetArrayLength();
            if (entry < length)
                return $"{array}[{entry}]";
            entry -= length;
        }
        throw new ArgumentOutOfRangeException(nameof(entry));
    }

    private static double[] Flat(JsonElement arrays) => [.. Arrays.SelectMany(array => Numbers(arrays.GetProperty(array)))];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
