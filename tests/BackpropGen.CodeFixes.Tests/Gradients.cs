using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>A compiled project, whose class <c>Probe</c> has a value of a vector, <c>Value(double[])</c>, and its gradient, <c>Gradient(double[])</c>.</summary>
internal static class Gradients
{
    private const double Step = 1e-6;

    /// <summary>Runs the project and compares its gradient with central differences.</summary>
    public static async Task<double[]> AssertRightAsync(Editor editor, params double[] at)
    {
        using LoadedAssembly? loaded = LoadedAssembly.From(await editor.CompileAsync(), out IEnumerable<Diagnostic> diagnostics);
        Assert.True(loaded is not null, string.Join("\n", diagnostics));
        Type probe = loaded.Assembly.GetType("Probe", throwOnError: true)!;
        var value = probe.GetMethod("Value", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<double[], double>>();
        double[] gradient = probe.GetMethod("Gradient", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<double[], double[]>>()([.. at]);
        Assert.Equal(at.Length, gradient.Length);
        for (int i = 0; i < at.Length; i++)
        {
            double Moved(double by) => value([.. at.Select((x, j) => i == j ? x + by : x)]);
            double difference = (Moved(Step) - Moved(-Step)) / (2 * Step);
            Assert.True(Math.Abs(difference - gradient[i]) <= 1e-7 * (1 + Math.Abs(difference)), $"{i}: {gradient[i]}, and by differences {difference}");
        }
        Assert.Contains(gradient, entry => entry != 0);
        return gradient;
    }
}
