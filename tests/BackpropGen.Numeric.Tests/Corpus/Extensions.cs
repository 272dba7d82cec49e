namespace Corpus;

public static class NumberExtensions
{
    extension(double x)
    {
        public double Cube => x * x * x;

        public double Squared() => x * x;

        public double Changed()
        {
            x *= x;
            return x * 2;
        }

        public double Plus(double y, double z = 3) => x * y + z;

        public static double Middle(double a, double b) => (a + b) * a / 2;

        public static int Factorial(int q) => q <= 1 ? 1 : q * double.Factorial(q - 1);
    }

    extension(double[] values)
    {
        public double First => values[0];

        public double Weighted(double by)
        {
            double sum = 0;
            foreach (double v in values)
                sum += v * v * by;
            return sum;
        }
    }

    extension(ref double x)
    {
        public void Grow(double by) => x *= by * x;
    }
}

public struct Sum
{
    public double Value;

    public void operator +=(double by) => Value = Value * by + by;

    public void operator ++() => Value *= Value;
}

public class Counter
{
    public double Level;

    public void operator -=(double by) => Level -= by * Level;
}

// Members of extension blocks, and operators that change their own object.
public static partial class Extensions
{
    [Differentiable]
    public static double OfNumbers(double x, double y) => x.Squared() * y.Cube + x.Plus(z: y, y: 2) * double.Middle(x, y) * double.Factorial(3);

    [Differentiable]
    public static double OfCopies(double x, double y)
    {
        double changed = x.Changed();
        y.Grow(x);
        return changed * x * y;
    }

    // size n: 1, 3
    [Differentiable]
    public static double OfArrays(double[] w, double x) => w.First * x + w.Weighted(x);

    [Differentiable]
    public static double Operators(double x, double y)
    {
        var sum = new Sum { Value = x };
        for (int i = 0; i < 3; i++)
            sum += y;
        sum++;
        Sum other = sum;
        other += x;
        return sum.Value * other.Value;
    }

    // writes: counter.Level
    [Differentiable]
    public static double OfObject(Counter counter, double x)
    {
        counter -= x;
        counter -= x * x;
        return counter.Level * x;
    }
}

public class Gauge
{
    public double Level;

    public virtual double Reading
    {
        get => Level * 2;
        set => Level = value * value;
    }

    public virtual double this[int i]
    {
        get => Level * i;
        set => Level = value * i;
    }
}

// What a base class does with a property, whatever classes there are.
public partial class BentGauge : Gauge
{
    public double Bend;

    public override double Reading
    {
        get => Level * 5;
        set => Level = value * Bend;
    }

    public override double this[int i]
    {
        get => Level * 7;
        set => Level = value * 13;
    }

    // writes: this.Level
    [Differentiable]
    public double OfBase(double x)
    {
        base.Reading = x;
        base.Reading += x * Level;
        base[2] = base.Reading;
        base[3] *= x;
        return Level * x * base[2];
    }
}
