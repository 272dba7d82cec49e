namespace SineLstm;

/// <summary>
/// The weights and biases of an <see cref="Lstm"/>, as views over one flat buffer. The same type holds their gradients.
/// Weights are row-major: row k belongs to entry k of <c>xh = concat(x, h)</c>, column j to hidden unit j.
/// </summary>
public readonly ref struct LstmParameters
{
    /// <summary>The weights of the forget gate, the input gate, the candidate and the output gate: [inputs + hidden, hidden].</summary>
    public readonly Span<double> Wf, Wi, Wg, Wo;

    /// <summary>The weights of the read-out: [hidden, outputs].</summary>
    public readonly Span<double> Wy;

    /// <summary>The biases of the gates: [hidden].</summary>
    public readonly Span<double> bf, bi, bg, bo;

    /// <summary>The bias of the read-out: [outputs].</summary>
    public readonly Span<double> by;

    /// <summary>Lays the ten arrays over <paramref name="flat"/>, in the order of <see cref="LstmSizes.Arrays"/>.</summary>
    public LstmParameters(Span<double> flat, int inputs, int hidden, int outputs)
    {
        int count = Count(inputs, hidden, outputs);
        if (flat.Length != count)
            throw new ArgumentException($"{count} parameters are needed, {flat.Length} were given.", nameof(flat));

        int gate = (inputs + hidden) * hidden;
        Wf = Take(ref flat, gate);
        Wi = Take(ref flat, gate);
        Wg = Take(ref flat, gate);
        Wo = Take(ref flat, gate);
        Wy = Take(ref flat, hidden * outputs);
        bf = Take(ref flat, hidden);
        bi = Take(ref flat, hidden);
        bg = Take(ref flat, hidden);
        bo = Take(ref flat, hidden);
        by = Take(ref flat, outputs);
    }

    /// <summary>Ten arrays that lie anywhere.</summary>
    public LstmParameters(
        Span<double> Wf, Span<double> Wi, Span<double> Wg, Span<double> Wo, Span<double> Wy,
        Span<double> bf, Span<double> bi, Span<double> bg, Span<double> bo, Span<double> by)
    {
        this.Wf = Wf;
        this.Wi = Wi;
        this.Wg = Wg;
        this.Wo = Wo;
        this.Wy = Wy;
        this.bf = bf;
        this.bi = bi;
        this.bg = bg;
        this.bo = bo;
        this.by = by;
    }

    /// <summary>The number of parameters of a cell of these sizes.</summary>
    public static int Count(int inputs, int hidden, int outputs) =>
        4 * (inputs + hidden) * hidden + hidden * outputs + 4 * hidden + outputs;

    private static Span<double> Take(scoped ref Span<double> rest, int length)
    {
        Span<double> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
