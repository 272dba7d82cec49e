using Xunit;

namespace BackpropGen.Tests;

/// <summary>Errors come and go with the typing, at the very words.</summary>
public sealed class LiveErrorTests
{
    private const string Refused = "Console.Beep();";

    [Fact]
    public async Task An_error_comes_with_what_is_refused_and_goes_with_it()
    {
        using Ide ide = Ide.Open(Sources.Neuron);
        Assert.Empty(await ide.ErrorsAsync());

        ide.TypeBefore("return Math.Tanh", Refused);
        Assert.Equal(["BPG0401: Console.Beep()"], await ide.ErrorsAsync());

        ide.Delete(Refused);
        Assert.Empty(await ide.ErrorsAsync());
    }

    [Fact]
    public async Task While_a_call_is_typed_the_compiler_speaks_alone_until_it_is_whole()
    {
        using Ide ide = Ide.Open(Sources.Neuron);
        List<string> seen = [];

        for (int i = 0; i < Refused.Length; i++)
        {
            ide.TypeBefore("return Math.Tanh", Refused[i].ToString());
            string[] errors = await ide.ErrorsAsync();
            Assert.NotEmpty(errors);
            seen.Add($"{Refused[..(i + 1)]} {string.Join(" ", errors.Where(error => error.StartsWith("BPG")))}".TrimEnd());
        }

        Assert.Equal(["Console.Beep(); BPG0401: Console.Beep()"], seen.Where(line => line.Contains("BPG")));
    }

    [Fact]
    public async Task An_error_stays_while_another_method_is_half_typed()
    {
        using Ide ide = Ide.Open(Sources.Neuron.Replace("public static class Trainer", """
            public static partial class Other
            {
                [Differentiable]
                public static double Square(double x)
                {
                    return x * x;
                }
            }

            public static class Trainer
            """));
        ide.TypeBefore("return Math.Tanh", Refused);

        foreach (char key in "if (x > ")
        {
            ide.TypeBefore("return x * x;", key.ToString());
            Assert.Contains("BPG0401: Console.Beep()", await ide.ErrorsAsync());
        }
    }

    [Fact]
    public async Task The_callers_of_a_refused_method_have_no_errors()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        ide.TypeBefore("double sum = b;", "try { b += 0; } finally { b += 1; } ");

        Assert.Equal(["BPG0201: try"], await ide.ErrorsAsync());
        Assert.Contains("UnitGradient", await ide.HoverAsync("UnitGradient(weights"));
    }

    [Fact]
    public async Task A_call_of_a_generated_member_is_right_with_the_key_that_marks_the_method()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        ide.Delete("[Differentiable]");
        Assert.Equal(["CS0117: UnitGradient"], await ide.ErrorsAsync());

        ide.TypeBefore("public static double Unit", "[Differentiable]");
        Assert.Empty(await ide.ErrorsAsync());
    }
}
