using System.Globalization;
using BackpropGen.Fuzz.Oracle;
using BackpropGen.Fuzz.Programs;

namespace BackpropGen.Fuzz.Running;

/// <summary>
/// Whether generated code does what it has to: the same values, and ⟨Jᵀw, v⟩ = ⟨w, Jv⟩ for random cotangents w and directions v, where Jv
/// comes from dual numbers.
/// </summary>
internal static class Judgement
{
    private const double Wild = 1e8;
    private const int Directions = 2;

    public static (string? Fault, bool IsFinite) Of(Harness harness, Random random, int length, int @class, FuzzProgram program)
    {
        Arguments arguments = Arguments.Random(random, length, program.IsEven, 1.5);
        arguments.Class = @class;
        Arguments expected = arguments.Clone();
        string told = "";
        try
        {
            told = Told.In(() => expected.Result = harness.Call(expected));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or NullReferenceException or DivideByZeroException)
        {
            return (null, false);
        }
        Arguments cotangents = Arguments.Random(random, length, program.IsEven, 1);
        using var tape = new Tape();
        (string? Fault, bool IsFinite) found = default;
        Told.In(() => found = Of(harness, random, arguments, expected, cotangents, told, program, tape));
        return found;
    }

    private static (string? Fault, bool IsFinite) Of(
        Harness harness,
        Random random,
        Arguments arguments,
        Arguments expected,
        Arguments cotangents,
        string told,
        FuzzProgram program,
        Tape tape)
    {
        int length = arguments.Y.Length;
        try
        {
            if (Tells(harness, arguments, cotangents, told, tape) is { } telling)
                return (telling, true);
            (string? fault, Arguments gradients) = Backward(harness, arguments, expected, cotangents, tape);
            if (fault is null && told.Length == 0)
                fault = Again(harness, arguments, expected, cotangents, gradients, tape);
            for (int i = 0; i < Directions && fault is null; i++)
            {
                (fault, bool isFinite) = Compare(harness, arguments, expected, cotangents, gradients, Arguments.Random(random, length, program.IsEven, 1), program.UsesSingle);
                if (!isFinite)
                    return (null, false);
            }
            return (fault ?? Gradient(harness, arguments, expected, cotangents, program.UsesSingle, tape), true);
        }
        catch (Exception e)
        {
            return ("Throws " + e, true);
        }
    }

    /// <summary>Forward and Gradient tell what the program tells, and Backward nothing.</summary>
    private static string? Tells(Harness harness, Arguments arguments, Arguments cotangents, string told, Tape tape)
    {
        (Arguments values, Arguments gradients) = (arguments.Clone(), cotangents.Clone());
        string forward = Told.In(() => harness.Forward(values, tape));
        string backward = Told.In(() => harness.Backward(values, tape, cotangents.Result, gradients));
        string gradient = Told.In(() => harness.Gradient(arguments.Clone(), cotangents.Clone(), tape));
        return forward != told ? $"Forward tells '{forward}' instead of '{told}'"
            : backward.Length > 0 ? $"Backward tells '{backward}'"
            : gradient != told ? $"Gradient tells '{gradient}' instead of '{told}'" : null;
    }

    private static (string? Fault, Arguments Gradients) Backward(Harness harness, Arguments arguments, Arguments expected, Arguments cotangents, Tape tape)
    {
        Arguments values = arguments.Clone();
        values.Result = harness.Forward(values, tape);
        Arguments gradients = cotangents.Clone();
        if (Difference(values, expected) is { } difference)
            return ($"Forward differs: {difference}", gradients);
        harness.Backward(values, tape, cotangents.Result, gradients);
        return (tape.BytesInUse != 0 || tape.Count != 0 ? $"The tape holds {tape.BytesInUse} bytes after Backward" : null, gradients);
    }

    /// <summary>The second time gives the same, and takes nothing from the managed heap.</summary>
    private static string? Again(Harness harness, Arguments arguments, Arguments expected, Arguments cotangents, Arguments gradients, Tape tape)
    {
        Arguments values = arguments.Clone();
        Arguments again = cotangents.Clone();
        long before = GC.GetAllocatedBytesForCurrentThread();
        values.Result = harness.Forward(values, tape);
        harness.Backward(values, tape, cotangents.Result, again);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated != 0 ? $"{allocated} bytes are allocated"
            : Difference(again, gradients) is { } difference ? $"The second time differs: {difference}" : null;
    }

    private static (string? Fault, bool IsFinite) Compare(
        Harness harness, Arguments arguments, Arguments expected, Arguments cotangents, Arguments gradients, Arguments direction, bool usesSingle)
    {
        DualArguments moved = DualArguments.Of(arguments, direction);
        Dual result = harness.Twin(moved);
        if (!Same(result.V, expected.Result))
            return ($"The twin returns {Text(result.V)}, the program {Text(expected.Result)}", double.IsFinite(result.V));
        var forward = new Sum();
        forward.Add(result.D, cotangents.Result);
        forward.Add(moved.R.D, cotangents.R);
        forward.Add(moved.O.D, cotangents.O);
        for (int i = 0; i < moved.Y.Length; i++)
            forward.Add(moved.Y[i].D, cotangents.Y[i]);
        for (int i = 0; i < Members(arguments); i++)
            forward.Add(moved.C[i].D, cotangents.C[i]);
        foreach ((Dual entry, double weight) in moved.Rows.SelectMany(row => row).Zip(cotangents.Rows.SelectMany(row => row)))
            forward.Add(entry.D, weight);
        var backward = new Sum();
        backward.Add(gradients.A - cotangents.A, direction.A);
        backward.Add((double)gradients.B - cotangents.B, direction.B);
        backward.Add(gradients.R, direction.R);
        for (int i = 0; i < moved.Y.Length; i++)
        {
            backward.Add(gradients.X[i] - cotangents.X[i], direction.X[i]);
            backward.Add(gradients.Y[i], direction.Y[i]);
        }
        for (int i = 0; i < Members(arguments); i++)
            backward.Add(gradients.C[i], direction.C[i]);
        foreach ((double gradient, double weight) in gradients.Rows.SelectMany(row => row).Zip(direction.Rows.SelectMany(row => row)))
            backward.Add(gradient, weight);
        if (!(forward.Magnitude < Wild))
            return (null, false);
        double tolerance = (usesSingle ? 1e-3 : 1e-8) * (1 + forward.Magnitude + backward.Magnitude);
        return Math.Abs(forward.Value - backward.Value) <= tolerance ? (null, true)
            : ($"n = {moved.Y.Length}: dual numbers give {Text(forward.Value)}, the gradient {Text(backward.Value)}", true);
    }

    /// <summary>Gradient is Forward and Backward in one.</summary>
    private static string? Gradient(Harness harness, Arguments arguments, Arguments expected, Arguments cotangents, bool usesSingle, Tape tape)
    {
        Arguments seeded = cotangents.Clone();
        seeded.Result = 1;
        (_, Arguments wanted) = Backward(harness, arguments, expected, seeded, tape);
        Arguments values = arguments.Clone();
        Arguments gradients = cotangents.Clone();
        values.Result = harness.Gradient(values, gradients, tape);
        if (Difference(values, expected) is { } difference)
            return $"Gradient returns other values: {difference}";
        double tolerance = usesSingle ? 1e-3 : 1e-8;
        foreach ((double got, double right) in Entries(gradients).Zip(Entries(wanted)))
        {
            if (!(Math.Abs(got - right) <= tolerance * (1 + Math.Abs(right))) && !Same(got, right))
                return $"Gradient gives {Text(got)}, Forward and Backward {Text(right)}";
        }
        return null;
    }

    /// <summary>How many numbers an object of the class has.</summary>
    private static int Members(Arguments arguments) => arguments.Class switch { 0 => 2, 1 => 5, _ => 6 };

    private static IEnumerable<double> Entries(Arguments d) => [d.A, d.B, d.R, .. d.X, .. d.Y, .. d.C, .. d.Rows.SelectMany(row => row)];

    private static string? Difference(Arguments a, Arguments b)
    {
        if (!Same(a.Result, b.Result))
            return $"{Text(a.Result)} instead of {Text(b.Result)}";
        if (!Same(a.O, b.O) || !Same(a.R, b.R) || !Same(a.A, b.A) || !Same(a.B, b.B))
            return $"r, o, a, b are {Text(a.R)}, {Text(a.O)}, {Text(a.A)}, {Text(a.B)} instead of {Text(b.R)}, {Text(b.O)}, {Text(b.A)}, {Text(b.B)}";
        for (int i = 0; i < a.Y.Length; i++)
        {
            if (!Same(a.Y[i], b.Y[i]) || !Same(a.X[i], b.X[i]))
                return $"element {i} is {Text(a.Y[i])}, {Text(a.X[i])} instead of {Text(b.Y[i])}, {Text(b.X[i])}";
        }
        foreach ((double one, double other) in a.Rows.Append(a.C).SelectMany(row => row).Zip(b.Rows.Append(b.C).SelectMany(row => row)))
        {
            if (!Same(one, other))
                return $"an element of w or a member of c or g is {Text(one)} instead of {Text(other)}";
        }
        return null;
    }

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private struct Sum
    {
        public double Value;
        public double Magnitude;

        public void Add(double factor, double weight)
        {
            Value += factor * weight;
            Magnitude += Math.Abs(factor);
        }
    }
}
