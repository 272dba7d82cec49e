using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BackpropGen.Tests.Effects;

/// <summary>
/// A method that writes, traces or logs, compiled with what is generated for it as in a Debug or a Release build, and run: what it tells
/// the outside world, and its gradient.
/// </summary>
internal sealed class EffectModel
{
    private static readonly MetadataReference Logging = Library("Microsoft.Extensions.Logging", """
        namespace Microsoft.Extensions.Logging;

        public enum LogLevel { Information = 2, Warning = 3 }

        public interface ILogger { void Put(LogLevel level, string text); }

        public static class LoggerExtensions
        {
            public static void Log(this ILogger logger, LogLevel level, string? message, params object?[] arguments) =>
                logger.Put(level, message + " <- " + string.Join("; ", arguments));

            public static void LogInformation(this ILogger logger, string? message, params object?[] arguments) =>
                logger.Log(LogLevel.Information, message, arguments);

            public static object LogNothing(this ILogger logger) => logger;
        }
        """);

    private const string Harness = """
        #nullable disable
        using System.Diagnostics;
        using System.IO;
        using Microsoft.Extensions.Logging;

        public sealed class Listener(TextWriter writer) : TraceListener, ILogger
        {
            public override void Write(string message) => writer.Write("[" + message + "]");
            public override void WriteLine(string message) => writer.WriteLine("[" + message + "]" + IndentLevel);
            public override void Fail(string message, string detail) => writer.WriteLine($"FAIL {message}|{detail}");
            public void Put(LogLevel level, string text) => writer.WriteLine($"{level}: {text}");
        }

        public static class Harness
        {
            public static (string Text, double Value, double[] Gradient)[] Run(double[] x, int n)
            {
                (TextWriter console, TextWriter error) = (Console.Out, Console.Error);
                TraceListener[] listeners = [.. Enumerable(Trace.Listeners)];
                var writer = new StringWriter();
                try
                {
                    Console.SetOut(writer);
                    Console.SetError(writer);
                    Trace.Listeners.Clear();
                    var listener = new Listener(writer);
                    Trace.Listeners.Add(listener);
                    using var tape = new Tape();
                    double[] dX = new double[x.Length];
                    double[] dGradient = new double[x.Length];
                    double value = Model.F(x, n, "name", listener);
                    var method = (Next(), value, new double[0]);
                    double forward = Model.FForward(x, n, "name", listener, tape);
                    string afterForward = Next();
                    Model.FBackward(x, n, "name", listener, tape, 1, dX);
                    string afterBackward = Next();
                    double gradient = Model.FGradient(x, n, "name", listener, dGradient TAPE);
                    return [method, (afterForward, forward, null), (afterBackward, 0, dX), (Next(), gradient, dGradient)];
                }
                finally
                {
                    Console.SetOut(console);
                    Console.SetError(error);
                    Trace.Listeners.Clear();
                    Trace.Listeners.AddRange(listeners);
                }

                string Next()
                {
                    string text = writer.ToString();
                    writer.GetStringBuilder().Clear();
                    Trace.IndentLevel = 0;
                    return text;
                }
            }

            private static System.Collections.Generic.IEnumerable<TraceListener> Enumerable(TraceListenerCollection listeners)
            {
                foreach (TraceListener listener in listeners)
                    yield return listener;
            }
        }
        """;

    private readonly Lazy<Func<double[], int, (string, double, double[])[]>> harness;

    private EffectModel(GeneratorRun run)
    {
        Result = run;
        harness = new(Load);
    }

    public GeneratorRun Result { get; }

    /// <param name="body">The body of <c>double F(double[] x, int n, string name, ILogger log)</c>.</param>
    /// <param name="more">Other members of its class.</param>
    public static EffectModel Of(string body, bool isDebug, string more = "", string attribute = "Differentiable", string head = "")
    {
        string source = $$"""
            {{head}}
            using System.Diagnostics;
            using Microsoft.Extensions.Logging;

            public static partial class Model
            {
                [{{attribute}}]
                public static double F(double[] x, int n, string name, [NoGradient] ILogger log)
                {
                    {{body}}
                }

                {{more}}
            }
            """;
        return new(Run(source, isDebug));
    }

    /// <summary>What is generated for a source of one's own.</summary>
    public static GeneratorRun Run(string source, bool isDebug)
    {
        CSharpParseOptions options = GeneratorHost.ParseOptions.WithPreprocessorSymbols((string[])(isDebug ? ["DEBUG", "TRACE"] : ["TRACE"]));
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, options, "Model.cs", System.Text.Encoding.UTF8);
        CSharpCompilation compilation = GeneratorHost.Compile([tree], [Logging]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([GeneratorHost.NewGenerator().AsSourceGenerator()], parseOptions: options);
        return GeneratorHost.Run(driver, compilation);
    }

    /// <summary>What the method, Forward, Backward and Gradient write, and what they give.</summary>
    public (string Text, double Value, double[] Gradient)[] Execute(double[] x, int n) =>
        Cultures.Under(System.Globalization.CultureInfo.InvariantCulture, () => harness.Value(x, n));

    private Func<double[], int, (string, double, double[])[]> Load()
    {
        Result.AssertClean();
        bool hasTape = Result.Texts.Values.Any(text => text.Contains(" FGradient(") && text.Contains("Tape? tape = null"));
        string source = Harness.Replace(" TAPE", hasTape ? ", tape" : "");
        Compilation whole = Result.Output.AddSyntaxTrees(GeneratorHost.Parse(new("Harness.cs", source)));
        LoadedAssembly? loaded = LoadedAssembly.From(whole, out IEnumerable<Diagnostic> diagnostics);
        Assert.True(loaded is not null, string.Join("\n", diagnostics.Select(GeneratorRun.Describe)));
        return loaded.Assembly.GetType("Harness")!.GetMethod("Run")!.CreateDelegate<Func<double[], int, (string, double, double[])[]>>();
    }

    private static MetadataReference Library(string name, string source)
    {
        using var image = new MemoryStream();
        CSharpCompilation compilation = GeneratorHost.Compile([GeneratorHost.Parse(new("Library.cs", source))]).WithAssemblyName(name);
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(image.ToArray()));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
