using BackpropGen;

namespace SineLstm;

/// <summary>
/// A long short-term memory cell with a linear read-out. Only the forward computation is written here; the backward methods
/// (<c>StepForward</c>, <c>StepBackward</c>, <c>SequenceLossGradient</c>, …) are generated at compile time.
/// </summary>
public static partial class Lstm
{
    /// <summary>The logistic function.</summary>
    [Differentiable]
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>
    /// One time step: reads <paramref name="x"/>, updates <paramref name="h"/> and <paramref name="c"/> in place, writes
    /// <paramref name="y"/>.
    /// </summary>
    [Differentiable]
    public static void Step(in LstmParameters p, ReadOnlySpan<double> x, Span<double> h, Span<double> c, Span<double> y)
    {
        int x_n = x.Length;
        int h_n = h.Length;
        int o_n = y.Length;
        Span<double> xh = stackalloc double[x_n + h_n];
        Span<double> f = stackalloc double[h_n];
        Span<double> i = stackalloc double[h_n];
        Span<double> g = stackalloc double[h_n];
        Span<double> o = stackalloc double[h_n];

        x.CopyTo(xh);
        h.CopyTo(xh.Slice(x_n));

        for (int j = 0; j < h_n; j++)
        {
            double zf = p.bf[j];
            double zi = p.bi[j];
            double zg = p.bg[j];
            double zo = p.bo[j];
            for (int k = 0; k < xh.Length; k++)
            {
                zf += xh[k] * p.Wf[k * h_n + j];
                zi += xh[k] * p.Wi[k * h_n + j];
                zg += xh[k] * p.Wg[k * h_n + j];
                zo += xh[k] * p.Wo[k * h_n + j];
            }
            f[j] = Sigmoid(zf);
            i[j] = Sigmoid(zi);
            g[j] = Math.Tanh(zg);
            o[j] = Sigmoid(zo);
        }

        for (int j = 0; j < h_n; j++)
        {
            c[j] = f[j] * c[j] + i[j] * g[j];
            h[j] = o[j] * Math.Tanh(c[j]);
        }

        for (int k = 0; k < o_n; k++)
        {
            double sum = p.by[k];
            for (int j = 0; j < h_n; j++)
                sum += h[j] * p.Wy[j * o_n + k];
            y[k] = sum;
        }
    }

    /// <summary>The loss of a whole sequence: the mean squared error of each step, summed over time.</summary>
    [Differentiable]
    public static double SequenceLoss(
        in LstmParameters p,
        ReadOnlySpan<double> inputs,
        [NoGradient] ReadOnlySpan<double> targets,
        ReadOnlySpan<double> h0,
        ReadOnlySpan<double> c0)
    {
        int h_n = h0.Length;
        int x_n = p.Wf.Length / h_n - h_n;
        int o_n = p.by.Length;
        int steps = inputs.Length / x_n;
        Span<double> h = stackalloc double[h_n];
        Span<double> c = stackalloc double[h_n];
        Span<double> y = stackalloc double[o_n];
        h0.CopyTo(h);
        c0.CopyTo(c);

        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            Step(p, inputs.Slice(t * x_n, x_n), h, c, y);

            double squares = 0;
            for (int k = 0; k < o_n; k++)
            {
                double error = y[k] - targets[t * o_n + k];
                squares += error * error;
            }
            loss += squares / o_n;
        }
        return loss;
    }
}
