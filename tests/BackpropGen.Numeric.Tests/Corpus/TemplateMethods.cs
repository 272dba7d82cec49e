namespace Corpus;

// Methods of a base class that several classes have in common, and that call what each has of its own.
public abstract partial class Recipe
{
    public double Gain;

    // class: this = SquareRecipe
    [Differentiable]
    public double Cook(double x) => Finish(x);

    // class: this = LinearRecipe
    // writes: this.Gain
    [Differentiable]
    public double Twice(double x)
    {
        double a = Finish(x);
        Gain *= a;
        return a * Finish(a);
    }

    public virtual double Finish(double x) => Prepare(x) * Gain;

    public abstract double Prepare(double x);
}

public class SquareRecipe : Recipe
{
    public double W;

    public override double Prepare(double x) => W * W * x;
}

public class LinearRecipe : Recipe
{
    public double V;

    public override double Prepare(double x) => V * x + V * V;
}

public class PlainRecipe : Recipe
{
    public override double Finish(double x) => x;

    public override double Prepare(double x) => x;
}
