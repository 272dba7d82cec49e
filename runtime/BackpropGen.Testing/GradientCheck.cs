using BackpropGen.Testing.Numerics;

namespace BackpropGen.Testing;

/// <summary>
/// Checks a gradient against differences of the function, and gives a verdict for each entry: how exact the differences are is found out
/// at every entry, so that there is no tolerance to choose.
/// </summary>
/// <remarks>
/// <para>Generated code has such a check beside every marked method <c>M</c>, <c>MGradientCheck</c>, where this package is referenced.</para>
/// <para>For a backward method written by hand: name the arguments, then say how to call the method and its derivative.</para>
/// <code>
/// var check = new GradientCheck("Cell");
/// Argument&lt;double[]&gt; w = check.Argument("w", weights);
/// check.Run(() =&gt; Cell(w.Value), dResult =&gt; CellBackward(w.Value, dResult, w.Gradient)).ThrowIfFailed();
/// </code>
/// </remarks>
/// <param name="method">The name of the checked method, for the report.</param>
/// <param name="options">How thorough the check is.</param>
public sealed class GradientCheck(string method, GradientCheckOptions? options = null)
{
    private readonly List<CheckedArgument> arguments = [];
    private object? box;
    private Func<object?>? doubled;

    /// <summary>An argument whose gradient is checked. The check works on a copy.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">A number, an array of any rank, an array of arrays, a struct, a tuple or an object, with any numbers in it.</param>
    /// <param name="isWritten">Whether the method writes it: on entry of the backward method the gradient is then the cotangent of what it left there.</param>
    public Argument<T> Argument<T>(string name, T value, bool isWritten = false) => Add(new Argument<T>(name, value, isWritten ? ArgumentRole.Written : ArgumentRole.Read));

    /// <summary>An argument that the method only writes: <see cref="Argument{T}.Gradient"/> is the cotangent of it.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">Anything of the right shape.</param>
    public Argument<T> Output<T>(string name, T value = default!) => Add(new Argument<T>(name, value, ArgumentRole.Output));

    /// <summary>An argument without a gradient. The check works on a copy, so that it finds the same at every call.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="value">Anything.</param>
    public Argument<T> Data<T>(string name, T value) => Add(new Argument<T>(name, value, ArgumentRole.Data));

    /// <summary>Checks a method that returns something, and a derivative with a tape.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="forward">Calls its forward method.</param>
    /// <param name="backward">Calls its backward method with the cotangent of the result.</param>
    /// <param name="gradient">Calls a method that does both for a cotangent of 1, where there is one.</param>
    public GradientReport Run<TResult>(Func<TResult> value, Func<Tape, TResult> forward, Action<Tape, TResult> backward, Func<Tape, TResult>? gradient = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        return Run(new Derivative(
            () => value(), tape => forward(tape), (tape, cotangent) => backward(tape, (TResult)cotangent!), () => box = default(TResult), gradient is null ? null : tape => gradient(tape)));
    }

    /// <summary>Checks a method that returns nothing, and a derivative with a tape.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="forward">Calls its forward method.</param>
    /// <param name="backward">Calls its backward method.</param>
    public GradientReport Run(Action value, Action<Tape> forward, Action<Tape> backward)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        return Run(new Derivative(() => { value(); return null; }, tape => { forward(tape); return null; }, (tape, _) => backward(tape), () => { }, null));
    }

    /// <summary>Checks a method that returns something, and a backward method of its own that needs no tape.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="backward">Computes the gradients from the cotangent of the result.</param>
    public GradientReport Run<TResult>(Func<TResult> value, Action<TResult> backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        return Run(value, _ => value(), (_, cotangent) => backward(cotangent));
    }

    /// <summary>Checks a method that returns nothing, and a backward method of its own that needs no tape.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="backward">Computes the gradients from the cotangents of the written arguments.</param>
    public GradientReport Run(Action value, Action backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        return Run(value, _ => value(), _ => backward());
    }

    /// <summary>Looks for the first number that is not finite, in a method that returns something.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="traced">Calls both passes with the cotangent of the result, which is 1 in all its parts, and with what they tell.</param>
    public GradientTrace Trace<TResult>(Func<TResult> value, Action<Tape, TResult, GradientTrace> traced)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(traced);
        return Trace(new Derivative(() => value(), _ => null, (_, _) => { }, () => { }, null), (tape, cotangent, trace) => traced(tape, (TResult)cotangent!, trace));
    }

    /// <summary>Looks for the first number that is not finite, in a method that returns nothing.</summary>
    /// <param name="value">Calls the method.</param>
    /// <param name="traced">Calls both passes with what they tell. The cotangents of written arguments are 1.</param>
    public GradientTrace Trace(Action value, Action<Tape, GradientTrace> traced)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(traced);
        return Trace(new Derivative(() => { value(); return null; }, _ => null, (_, _) => { }, () => { }, null), (tape, _, trace) => traced(tape, trace));
    }

    private GradientTrace Trace(Derivative derivative, Action<Tape, object?, GradientTrace> traced)
    {
        var trace = new GradientTrace(method);
        var analytic = new AnalyticGradient(arguments, derivative);
        analytic.WeighEqually();
        using var tape = new Tape();
        traced(tape, analytic.Cotangent, trace);
        return trace;
    }

    /// <summary>
    /// A method of the same source that computes with doubles, which decides where differences of a method of single precision cannot.
    /// It takes <see cref="Argument{T}.AsDouble{TDouble}"/> of the arguments.
    /// </summary>
    /// <returns>This check.</returns>
    public GradientCheck WithDouble<TResult>(Func<TResult> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        doubled = () => value();
        return this;
    }

    /// <inheritdoc cref="WithDouble{TResult}(Func{TResult})"/>
    public GradientCheck WithDouble(Action value)
    {
        ArgumentNullException.ThrowIfNull(value);
        doubled = () => { value(); return null; };
        return this;
    }

    /// <summary>Another way to check, to compare with.</summary>
    internal Func<IReadOnlyList<CheckedArgument>, Derivative, GradientReport>? Instead { get; init; }

    private GradientReport Run(Derivative derivative) => Instead is null
        ? new CheckRun(method, options ?? new GradientCheckOptions(), arguments, derivative with { Doubled = doubled }).Run() : Instead(arguments, derivative);

    private Argument<T> Add<T>(Argument<T> argument)
    {
        arguments.Add(argument);
        return argument;
    }
}
