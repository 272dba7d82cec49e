using SineLstm;

namespace Benchmarks;

/// <summary>
/// The yardstick: the loss and the gradients of <see cref="Lstm.SequenceLoss"/> as a careful engineer writes them by hand. One fused
/// pass forward and one back, scalar code, all buffers made once. Forward, the sums of a unit's four gates stay in registers; back,
/// the inner loop runs along the rows of the weights, which lie row-major. (Other loop orders were timed, and are no faster.)
/// </summary>
public sealed class HandwrittenLstm
{
    private readonly int x_n, h_n, o_n, steps;

    // Kept for the backward pass, one row a time step.
    private readonly double[] xh, f, i, g, o, cOld, tanhC, h, dY;

    // Of one step: the gates before their activations, and on the way back their cotangents.
    private readonly double[] zf, zi, zg, zo, c, dC, dH;

    /// <summary>Makes the buffers for sequences of <paramref name="steps"/> steps.</summary>
    public HandwrittenLstm(LstmSizes sizes, int steps)
    {
        (x_n, h_n, o_n) = sizes;
        this.steps = steps;
        xh = new double[steps * (x_n + h_n)];
        f = new double[steps * h_n];
        i = new double[steps * h_n];
        g = new double[steps * h_n];
        o = new double[steps * h_n];
        cOld = new double[steps * h_n];
        tanhC = new double[steps * h_n];
        h = new double[steps * h_n];
        dY = new double[steps * o_n];
        zf = new double[h_n];
        zi = new double[h_n];
        zg = new double[h_n];
        zo = new double[h_n];
        c = new double[h_n];
        dC = new double[h_n];
        dH = new double[h_n];
    }

    /// <summary>The loss; adds its gradients to the buffers given.</summary>
    public double Gradient(
        LstmParameters p,
        ReadOnlySpan<double> inputs,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> h0,
        ReadOnlySpan<double> c0,
        LstmParameters dP,
        Span<double> dInputs,
        Span<double> dH0,
        Span<double> dC0)
    {
        double loss = Forward(p, inputs, targets, h0, c0);

        Array.Clear(dH);
        Array.Clear(dC);
        for (int t = steps - 1; t >= 0; t--)
        {
            BackReadOut(p, dP, t);
            BackGates(t);
            BackProducts(p, dP, dInputs, t);
        }
        for (int j = 0; j < h_n; j++)
        {
            dH0[j] += dH[j];
            dC0[j] += dC[j];
        }
        return loss;
    }

    private double Forward(
        LstmParameters p, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, ReadOnlySpan<double> h0, ReadOnlySpan<double> c0)
    {
        c0.CopyTo(c);
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            Span<double> xh = this.xh.AsSpan(t * (x_n + h_n), x_n + h_n);
            inputs.Slice(t * x_n, x_n).CopyTo(xh);
            (t == 0 ? h0 : h.AsSpan((t - 1) * h_n, h_n)).CopyTo(xh[x_n..]);
            Gates(p, xh);
            Activate(t);
            loss += ReadOut(p, targets, t);
        }
        return loss;
    }

    private void Gates(LstmParameters p, ReadOnlySpan<double> xh)
    {
        int h_n = this.h_n;
        Span<double> zf = this.zf, zi = this.zi, zg = this.zg, zo = this.zo;
        ReadOnlySpan<double> wf = p.Wf, wi = p.Wi, wg = p.Wg, wo = p.Wo;
        for (int j = 0; j < h_n; j++)
        {
            double sf = p.bf[j], si = p.bi[j], sg = p.bg[j], so = p.bo[j];
            int at = j;
            for (int k = 0; k < xh.Length; k++, at += h_n)
            {
                double v = xh[k];
                sf += v * wf[at];
                si += v * wi[at];
                sg += v * wg[at];
                so += v * wo[at];
            }
            zf[j] = sf;
            zi[j] = si;
            zg[j] = sg;
            zo[j] = so;
        }
    }

    private void Activate(int t)
    {
        int row = t * h_n;
        for (int j = 0; j < h_n; j++)
        {
            double fj = 1 / (1 + Math.Exp(-zf[j]));
            double ij = 1 / (1 + Math.Exp(-zi[j]));
            double gj = Math.Tanh(zg[j]);
            double oj = 1 / (1 + Math.Exp(-zo[j]));
            double old = c[j];
            double cj = fj * old + ij * gj;
            double tanh = Math.Tanh(cj);
            f[row + j] = fj;
            i[row + j] = ij;
            g[row + j] = gj;
            o[row + j] = oj;
            cOld[row + j] = old;
            c[j] = cj;
            tanhC[row + j] = tanh;
            h[row + j] = oj * tanh;
        }
    }

    private double ReadOut(LstmParameters p, ReadOnlySpan<double> targets, int t)
    {
        double squares = 0;
        for (int k = 0; k < o_n; k++)
        {
            double y = p.by[k];
            for (int j = 0; j < h_n; j++)
                y += h[t * h_n + j] * p.Wy[j * o_n + k];
            double error = y - targets[t * o_n + k];
            squares += error * error;
            dY[t * o_n + k] = 2 * error / o_n;
        }
        return squares / o_n;
    }

    private void BackReadOut(LstmParameters p, LstmParameters dP, int t)
    {
        ReadOnlySpan<double> dY = this.dY.AsSpan(t * o_n, o_n);
        for (int k = 0; k < dY.Length; k++)
            dP.by[k] += dY[k];
        for (int j = 0; j < h_n; j++)
        {
            double hj = h[t * h_n + j];
            double sum = dH[j];
            ReadOnlySpan<double> wy = p.Wy.Slice(j * o_n, o_n);
            Span<double> dWy = dP.Wy.Slice(j * o_n, o_n);
            for (int k = 0; k < dY.Length; k++)
            {
                dWy[k] += hj * dY[k];
                sum += wy[k] * dY[k];
            }
            dH[j] = sum;
        }
    }

    // From dH and dC after the step: the cotangents of the gates before their activations, and dC before the step.
    private void BackGates(int t)
    {
        int row = t * h_n;
        for (int j = 0; j < h_n; j++)
        {
            double fj = f[row + j], ij = i[row + j], gj = g[row + j], oj = o[row + j], tanh = tanhC[row + j];
            double dh = dH[j];
            double dc = dC[j] + dh * oj * (1 - tanh * tanh);
            zf[j] = dc * cOld[row + j] * fj * (1 - fj);
            zi[j] = dc * gj * ij * (1 - ij);
            zg[j] = dc * ij * (1 - gj * gj);
            zo[j] = dh * tanh * oj * (1 - oj);
            dC[j] = dc * fj;
        }
    }

    private void BackProducts(LstmParameters p, LstmParameters dP, Span<double> dInputs, int t)
    {
        int h_n = this.h_n;
        int x_n = this.x_n;
        ReadOnlySpan<double> zf = this.zf.AsSpan(0, h_n), zi = this.zi.AsSpan(0, h_n);
        ReadOnlySpan<double> zg = this.zg.AsSpan(0, h_n), zo = this.zo.AsSpan(0, h_n);
        for (int j = 0; j < h_n; j++)
        {
            dP.bf[j] += zf[j];
            dP.bi[j] += zi[j];
            dP.bg[j] += zg[j];
            dP.bo[j] += zo[j];
        }
        ReadOnlySpan<double> xh = this.xh.AsSpan(t * (x_n + h_n), x_n + h_n);
        for (int k = 0; k < xh.Length; k++)
        {
            double v = xh[k];
            ReadOnlySpan<double> wf = p.Wf.Slice(k * h_n, h_n), wi = p.Wi.Slice(k * h_n, h_n);
            ReadOnlySpan<double> wg = p.Wg.Slice(k * h_n, h_n), wo = p.Wo.Slice(k * h_n, h_n);
            Span<double> dWf = dP.Wf.Slice(k * h_n, h_n), dWi = dP.Wi.Slice(k * h_n, h_n);
            Span<double> dWg = dP.Wg.Slice(k * h_n, h_n), dWo = dP.Wo.Slice(k * h_n, h_n);
            double sum = 0;
            for (int j = 0; j < h_n; j++)
            {
                dWf[j] += v * zf[j];
                dWi[j] += v * zi[j];
                dWg[j] += v * zg[j];
                dWo[j] += v * zo[j];
                sum += wf[j] * zf[j] + wi[j] * zi[j] + (wg[j] * zg[j] + wo[j] * zo[j]);
            }
            if (k < x_n)
                dInputs[t * x_n + k] += sum;
            else
                dH[k - x_n] = sum;
        }
    }
}
