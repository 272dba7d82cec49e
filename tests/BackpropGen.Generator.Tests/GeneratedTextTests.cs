using Xunit;

namespace BackpropGen.Tests;

/// <summary>Generated text is written, and not edited afterwards: what the user wrote stands there to the letter, whatever it looks like.</summary>
public sealed class GeneratedTextTests
{
    private const string Source = """
        namespace A;

        public enum Mode { Slow, Fast = 3 }

        public static partial class Texts
        {
            [Differentiable]
            public static double Checked(double x, Mode mode)
            {
                if (mode == Mode.Slow)
                    throw new ArgumentException("global::A.Mode is wrong, and so is global::A.Mode.Slow", nameof(mode));
                Mode kind = mode == Mode.Fast ? Mode.Slow : (Mode)2;
                return kind == Mode.Slow ? x * x : x;
            }

            [Differentiable]
            public static double Named(ReadOnlySpan<double> x)
            {
                double magnetTape = 1;
                double doorHandle = 1;
                for (int i = 0; i < x.Length; i++)
                {
                    double before = magnetTape;
                    magnetTape = magnetTape * x[i];
                    doorHandle = Math.Sin(doorHandle * before);
                }
                return doorHandle * magnetTape;
            }

            [Differentiable]
            public static double InWhile(double x)
            {
                double doorHandle = x;
                while (doorHandle < 10)
                    doorHandle = doorHandle * doorHandle + 1;
                return doorHandle;
            }
        }
        """;

    private static readonly GeneratorRun Run = GeneratorHost.Run(new SourceFile("Texts.cs", Source));

    [Fact]
    public void Messages_that_look_like_code_stay_as_they_are()
    {
        string text = Run.Texts.Single(pair => pair.Key.Contains("Checked")).Value;
        Assert.Contains("\"global::A.Mode is wrong, and so is global::A.Mode.Slow\"", text);
        Assert.Contains("mode == Mode.Slow", text);
        Assert.Contains("Mode kind = mode == Mode.Fast ? Mode.Slow : (Mode)2;", text);
        Assert.Empty(Run.CompilerComplaints());
    }

    [Theory]
    [InlineData("Named", "<c>magnetTape</c>")]
    [InlineData("Named", "<c>doorHandle</c>")]
    [InlineData("InWhile", "<c>doorHandle")]
    public void Documentation_calls_what_is_kept_by_its_whole_name(string method, string name)
    {
        string text = Run.Texts.Single(pair => pair.Key.Contains(method)).Value;
        Assert.Contains(name, text.Split('\n').SkipWhile(line => !line.Contains("On the tape:")).Take(3).Aggregate((a, b) => a + b));
    }
}
