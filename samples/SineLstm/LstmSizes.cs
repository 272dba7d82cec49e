namespace SineLstm;

/// <summary>The sizes of a cell, and where its ten arrays lie in the flat buffer.</summary>
public readonly record struct LstmSizes(int Inputs, int Hidden, int Outputs)
{
    /// <summary>The number of parameters.</summary>
    public int Count => LstmParameters.Count(Inputs, Hidden, Outputs);

    /// <summary>The ten arrays in the order in which they lie in the flat buffer.</summary>
    public ParameterArray[] Arrays
    {
        get
        {
            int start = 0;
            int rows = Inputs + Hidden;
            return
            [
                Next("Wf", rows, Hidden), Next("Wi", rows, Hidden), Next("Wg", rows, Hidden), Next("Wo", rows, Hidden),
                Next("Wy", Hidden, Outputs),
                Next("bf", 1, Hidden), Next("bi", 1, Hidden), Next("bg", 1, Hidden), Next("bo", 1, Hidden),
                Next("by", 1, Outputs),
            ];

            ParameterArray Next(string name, int rows, int columns)
            {
                ParameterArray array = new(name, start, rows, columns);
                start += array.Length;
                return array;
            }
        }
    }

    /// <summary>Lays the parameters over a flat buffer.</summary>
    public LstmParameters View(Span<double> flat) => new(flat, Inputs, Hidden, Outputs);
}

/// <summary>One of the arrays in the flat buffer of parameters.</summary>
public readonly record struct ParameterArray(string Name, int Start, int Rows, int Columns)
{
    /// <summary>The number of entries.</summary>
    public int Length => Rows * Columns;

    /// <summary>Whether this is a bias, and not a matrix of weights.</summary>
    public bool IsBias => Name[0] == 'b';
}
