namespace BackpropGen.Testing.Tests.Corpus;

/// <summary>A method with a gradient that is right, or wrong in one place.</summary>
/// <param name="Wrong">The arrays whose gradient is wrong; none where all are right.</param>
/// <param name="Finding">What the report has to say of it; empty where that is left open.</param>
/// <param name="Run">Names the arguments to a check, and runs it.</param>
public sealed record GradientCase(string Name, string[] Wrong, string Finding, Func<GradientCheck, GradientReport> Run)
{
    public override string ToString() => Name;

    /// <summary>A function of some numbers with the gradient that a person wrote for it.</summary>
    public static GradientCase Of(string name, double[] x, Func<double[], double> f, Action<double[], double, double[]> backward, bool isWrong = false, string finding = "") =>
        new(name, isWrong ? ["x"] : [], finding, check =>
        {
            Argument<double[]> argument = check.Argument("x", x);
            return check.Run(() => f(argument.Value), dResult => backward(argument.Value, dResult, argument.Gradient));
        });

    /// <summary>A function that is the sum of the same function of each number.</summary>
    public static GradientCase Each(string name, double[] x, Func<double, double> f, Func<double, double> derivative, bool isWrong = false, string finding = "") =>
        Of(name, x, values => values.Sum(f), (values, dResult, dX) =>
        {
            for (int i = 0; i < values.Length; i++)
                dX[i] += dResult * derivative(values[i]);
        }, isWrong, finding);

    /// <summary>The same in single precision.</summary>
    public static GradientCase EachSingle(string name, float[] x, Func<float, float> f, Func<float, float> derivative, bool isWrong = false) =>
        new(name, isWrong ? ["x"] : [], "", check =>
        {
            Argument<float[]> argument = check.Argument("x", x);
            return check.Run(
                () =>
                {
                    float sum = 0;
                    foreach (float value in argument.Value)
                        sum += f(value);
                    return sum;
                },
                dResult =>
                {
                    for (int i = 0; i < x.Length; i++)
                        argument.Gradient[i] += dResult * derivative(argument.Value[i]);
                });
        });
}
