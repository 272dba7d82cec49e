namespace Corpus;

/// <summary>An object whose methods write what they are also given as a number.</summary>
public partial class Ledger
{
    public double[] Entries = [];
    public double Total;

    // lengths: this.Entries = 2
    // writes: this.Total, this.Entries
    [Differentiable]
    public double Book(double amount)
    {
        Total = Total * amount + 0.5;
        Entries[0] = Entries[0] * amount - Total;
        return Total * amount;
    }

    // lengths: this.Entries = 2
    // writes: this.Total, this.Entries
    [Differentiable]
    public double BookTotal(double x) => Book(Total) * x + Book(Entries[0]) + Book(Entries[1] * x);
}

/// <summary>Numbers that a call is given, out of storage that it writes.</summary>
public static partial class OwnState
{
    // lengths: o.Entries = 2
    // writes: o.Total
    [Differentiable]
    public static double Raised(Ledger o, double x)
    {
        o.Total = o.Total * x + 0.5;
        return o.Total * x;
    }

    // lengths: o.Entries = 2
    // writes: o.Total
    [Differentiable]
    public static double OfMember(Ledger o, double x) => Raised(o, o.Total) * x;

    // lengths: o.Entries = 2
    // writes: o.Entries
    [Differentiable]
    public static double Scaled(Ledger o, double x)
    {
        o.Entries[0] = o.Entries[0] * x + 0.5;
        return o.Entries[0] * x;
    }

    // lengths: o.Entries = 2
    // writes: o.Entries
    [Differentiable]
    public static double OfEntry(Ledger o, double x) => Scaled(o, o.Entries[0]) * Scaled(o, o.Entries[1]) * x;

    // lengths: w = 2
    // writes: w
    [Differentiable]
    public static double First(Span<double> w, double x)
    {
        w[0] = w[0] * x + 0.5;
        return w[0] * x;
    }

    // lengths: w = 2
    // writes: w
    [Differentiable]
    public static double OfElement(Span<double> w, double x)
    {
        Span<double> part = w[..1];
        x *= First(w, w[0]) * First(part, w[1]);
        return x * First(part, part[0]) * First(w, part[0]);
    }

    // size n: 0, 1, 3
    // lengths: o.Entries = 2
    // writes: o.Total, o.Entries
    [Differentiable]
    public static double Down(Ledger o, int n, double x)
    {
        if (n <= 0)
            return x;
        o.Total = o.Total * x + 0.5;
        o.Entries[1] *= x;
        return Down(o, n - 1, o.Total) + Down(o, n - 2, o.Entries[1]);
    }

    // size n: 0, 1, 3
    // lengths: w = 2
    // writes: w
    [Differentiable]
    public static double Along(Span<double> w, int n, double x)
    {
        if (n <= 0)
            return x;
        w[0] = w[0] * x + 0.5;
        return Along(w, n - 1, w[0]) * w[1];
    }

    // lengths: o.Entries = 2
    // writes: o.Total
    [Differentiable]
    public static double InLoop(Ledger o, double x)
    {
        for (int i = 0; i < 3; i++)
            x += 0.3 * Raised(o, o.Total) + Raised(o, 0.2 * o.Total * x);
        return x * o.Total;
    }
}
