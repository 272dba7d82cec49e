namespace BackpropGen.Tests;

/// <summary>
/// A program that makes it hard: for the oldest framework and the newest, without nullable references and implicit usings, with every warning an
/// error, those of trimming and native compilation too, and with names that hide those that generated code calls.
/// </summary>
internal static class StrictConsumer
{
    private const string Program = """
        using BackpropGen;

        namespace My.System
        {
            public struct Math { }
            public struct Span { }
            public static class Tape { }
            public static class Vjp { }

            public struct Point
            {
                public double X;
                public double Y;
            }

            public static partial class Model
            {
                [Differentiable]
                public static double Halves(double[] w, double x, Point at, string name)
                {
                    double sum = 0;
                    for (int i = 0; i < w.Length; i++)
                        sum += global::System.Math.Tanh(w[i] * x);
                    while (sum > 1)
                        sum = sum * 0.5 * at.X;
                    return sum * global::System.Math.Max(at.X, at.Y);
                }
            }

            public static class Program
            {
                public static int Main()
                {
                    double[] w = { 0.5, 3 };
                    double x = 2, dX = 0;
                    Point at = new Point { X = 1, Y = 3 };
                    Point dAt = default;
                    double value = Model.HalvesGradient(w, x, at, null, new double[2], ref dX, ref dAt);
                    const double Step = 1e-6;
                    double quotient = (Model.Halves(w, x + Step, at, null) - Model.Halves(w, x - Step, at, null)) / (2 * Step);
                    global::System.Console.WriteLine("value {0}, dX {1}, by differences {2}", value, dX, quotient);
                    return value == Model.Halves(w, x, at, null) && global::System.Math.Abs(quotient - dX) < 1e-6 ? 0 : 1;
                }
            }
        }
        """;

    public static readonly string[] Frameworks = ["net8.0", "net10.0"];

    public static void Write(string folder, Checkout checkout)
    {
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        // The native host for an older framework is a package that only programs need.
        File.WriteAllText(Path.Combine(folder, "Strict.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>{string.Join(';', Frameworks)}</TargetFrameworks>
                <OutputType>Exe</OutputType>
                <UseAppHost>false</UseAppHost>
                <RootNamespace>My.System</RootNamespace>
                <Nullable>disable</Nullable>
                <ImplicitUsings>disable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <IsAotCompatible>true</IsAotCompatible>
                <VerifyReferenceTrimCompatibility>true</VerifyReferenceTrimCompatibility>
                <VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility>
              </PropertyGroup>
            {Consumers.Package(checkout)}
            </Project>
            """);
    }
}
