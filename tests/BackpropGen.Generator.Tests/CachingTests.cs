using System.Collections.Immutable;
using BackpropGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>An edit that does not matter costs nothing, and nothing heavy is kept between runs.</summary>
public sealed class CachingTests
{
    private const string Forward = """
        namespace Caching;

        public static partial class Model
        {
            [Differentiable]
            public static double Inner(double x) => Math.Tanh(x) * 2;

            [Differentiable]
            public static double Outer(ReadOnlySpan<double> x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += Inner(x[i]) * x[i];
                return sum;
            }
        }
        """;

    private const string Other = "namespace Caching; internal static class Other { public static int Value => 1; }";

    [Fact]
    public void The_same_compilation_again_is_cached() => AssertCached(After(Forward, Other), exactly: true);

    [Fact]
    public void An_edit_in_another_file_is_cached() => AssertCached(After(Forward, Other.Replace("=> 1", "=> 2 + 3")));

    [Fact]
    public void A_new_type_in_another_file_is_cached() => AssertCached(After(Forward, Other + " internal sealed class More;"));

    [Fact]
    public void A_blank_line_above_the_method_is_cached() =>
        AssertCached(After(Forward.Replace("    [Differentiable]", "\n    [Differentiable]"), Other));

    [Fact]
    public void A_comment_in_front_of_everything_is_cached() => AssertCached(After("// Copyright\n\n" + Forward, Other));

    [Fact]
    public void An_edit_of_one_method_leaves_the_other_file_alone()
    {
        (GeneratorRun before, GeneratorRun after) = After(Forward.Replace("double sum = 0", "double sum = 1"), Other);

        Assert.Equal(before.Sources.Length, after.Sources.Length);
        string changed = Assert.Single(after.Texts, source => before.Texts[source.Key] != source.Value).Key;
        Assert.Contains("Outer", changed);
        Assert.Contains(Outputs(after, TrackingNames.Emit), output => output.Reason == IncrementalStepRunReason.Modified);
        Assert.Contains(Outputs(after, TrackingNames.Emit), output => output.Reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_edit_of_a_called_method_reaches_its_own_file()
    {
        (GeneratorRun before, GeneratorRun after) = After(Forward.Replace("Tanh(x) * 2", "Sin(x) * 3"), Other);

        after.AssertClean();
        Assert.Contains(after.Texts, source => before.Texts[source.Key] != source.Value && source.Key.Contains("Inner"));
    }

    private const string Helpers = """
        namespace Caching;

        internal static class Library
        {
            public static double Bend(double x) { double y = x * x; return y * Math.Sin(y); }
        }

        public static partial class Model
        {
            private static double Own(double x) { double y = x * x; return y * Math.Cos(y); }

            [Differentiable]
            public static double First(double x) => Library.Bend(x) * Own(x);

            [Differentiable]
            public static double Second(double x) => Own(x) + Library.Bend(x * 2);
        }
        """;

    [Fact]
    public void A_helper_is_generated_once()
    {
        (GeneratorRun before, GeneratorRun after) = After(Helpers, Other.Replace("=> 1", "=> 2"), Helpers);

        before.AssertClean();
        Assert.Equal(4, before.Sources.Length);
        AssertCached((before, after));
    }

    [Fact]
    public void An_edit_of_a_helper_leaves_the_other_files_alone()
    {
        (GeneratorRun before, GeneratorRun after) = After(Helpers.Replace("Math.Sin(y)", "Math.Exp(y)"), Other, Helpers);

        after.AssertClean();
        Assert.Contains("Bend", Assert.Single(after.Texts, source => before.Texts[source.Key] != source.Value).Key);
        Assert.Single(Outputs(after, TrackingNames.Emit), output => output.Reason == IncrementalStepRunReason.Modified);
    }

    private const string Virtual = """
        namespace Caching;

        public abstract class Layer { public abstract double Apply(double x); }

        public sealed class Bent : Layer { public override double Apply(double x) => Math.Tanh(x); }

        public static partial class Model
        {
            [Differentiable]
            public static double Run(Layer layer, double x) => layer.Apply(x) * x;
        }
        """;

    [Fact]
    public void A_new_class_in_another_file_reaches_the_calls_of_its_methods()
    {
        const string Added = " public sealed class Steep : Layer { public double Slope; public override double Apply(double x) => Slope * x; }";
        (GeneratorRun before, GeneratorRun after) = After(Virtual, Other + Added, Virtual);

        before.AssertClean();
        after.AssertClean();
        Assert.DoesNotContain("Steep", Assert.Single(before.Texts).Value);
        Assert.Contains("layer.GetType() == typeof(Steep)", Assert.Single(after.Texts).Value);
        AssertCached(After(Virtual, Other.Replace("=> 1", "=> 2"), Virtual));
    }

    private const string Refused = "namespace Caching;\npublic static partial class Broken\n{\n    [Differentiable] public static double F(double x) { Console.Beep(); return x; }\n}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_blank_line_above_a_refused_method_leaves_the_other_files_alone(bool reports)
    {
        (GeneratorRun before, GeneratorRun after) = After(Forward, Refused.Replace("    [Diff", "\n    [Diff"), Forward, Refused, reports ? BuildOptions.Silent : null);

        Assert.Contains("Other.cs(4)", before.Texts.Single(source => source.Key.Contains("Broken")).Value);
        Assert.Contains("Other.cs(5)", after.Texts.Single(source => source.Key.Contains("Broken")).Value);
        Assert.Single(Outputs(after, TrackingNames.Emit), output => output.Reason == IncrementalStepRunReason.Modified);
        Assert.Equal(reports ? [4] : [], before.GeneratorDiagnostics.Select(Line));
        Assert.Equal(reports ? [5] : [], after.GeneratorDiagnostics.Select(Line));

        static int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;
    }

    [Fact]
    public void What_the_generator_reports_is_cached() =>
        AssertAllCached(After(Forward + " // Here.", Refused, Forward, Refused, BuildOptions.Silent).After);

    [Fact]
    public void Every_step_is_tracked()
    {
        GeneratorRun run = First();
        foreach (string name in (string[])[TrackingNames.Lower, TrackingNames.Differentiate, TrackingNames.Emit])
            Assert.NotEmpty(Outputs(run, name));
    }

    [Fact]
    public void No_model_holds_symbols_syntax_or_places()
    {
        GeneratorRun run = GeneratorHost.Run(GeneratorHost.Driver(BuildOptions.Silent), GeneratorHost.Compile(SourceFile.EmbeddedIn("Cases").Select(GeneratorHost.Parse)));
        Assert.NotEmpty(run.GeneratorDiagnostics);
        // Steps without a name of ours belong to the compiler, and hold its objects.
        foreach (string name in (string[])[TrackingNames.Lower, TrackingNames.Differentiate, TrackingNames.Emit, TrackingNames.Report])
            Assert.Empty(Outputs(run, name).SelectMany(output => ModelWalk.Find(output.Value, name)));
    }

    [Fact]
    public void The_walk_finds_what_is_hidden()
    {
        SyntaxTree tree = GeneratorHost.Parse(new("A.cs", Forward));
        object model = new { List = ImmutableArray.Create<object>(new { Place = Location.None }), Node = Lazily(tree.GetRoot()) };

        Assert.Equal(2, ModelWalk.Find(model, "model").Count);

        static KeyValuePair<int, object> Lazily(SyntaxNode node) => new(1, node);
    }

    private static GeneratorRun First(string forward = Forward, string other = Other, BuildOptions? options = null) =>
        GeneratorHost.Run(GeneratorHost.Driver(options), GeneratorHost.Compile(Trees(forward, other)));

    private static SyntaxTree[] Trees(string forward, string other) =>
        [GeneratorHost.Parse(new("Forward.cs", forward)), GeneratorHost.Parse(new("Other.cs", other))];

    /// <summary>A run, and one after an edit. Trees whose text is unchanged are the same objects, as in an IDE.</summary>
    private static (GeneratorRun Before, GeneratorRun After) After(
        string forward, string other, string first = Forward, string firstOther = Other, BuildOptions? options = null)
    {
        GeneratorRun before = First(first, firstOther, options);
        CSharpCompilation edited = before.Input;
        edited = Replace(edited, "Forward.cs", forward);
        edited = Replace(edited, "Other.cs", other);
        return (before, GeneratorHost.Run(before.Driver, edited));
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return old.ToString() == text ? compilation : compilation.ReplaceSyntaxTree(old, GeneratorHost.Parse(new(path, text)));
    }

    private static void AssertCached((GeneratorRun Before, GeneratorRun After) runs, bool exactly = false)
    {
        runs.After.AssertClean();
        Assert.Equal(runs.Before.Texts.OrderBy(source => source.Key), runs.After.Texts.OrderBy(source => source.Key));

        IncrementalStepRunReason[] unchanged = exactly
            ? [IncrementalStepRunReason.Cached]
            : [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];
        Assert.All(Outputs(runs.After, TrackingNames.Lower), output => Assert.Contains(output.Reason, unchanged));
        foreach (string name in (string[])[TrackingNames.Differentiate, TrackingNames.Emit])
            Assert.All(Outputs(runs.After, name), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        AssertAllCached(runs.After);
    }

    private static void AssertAllCached(GeneratorRun run) =>
        Assert.All(
            run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorRun run, string name)
    {
        Assert.Contains(name, run.Result.TrackedSteps.Keys);
        return run.Result.TrackedSteps[name].SelectMany(step => step.Outputs);
    }
}
