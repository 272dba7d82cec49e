using BackpropGen.Explain.Code;
using Xunit;

namespace BackpropGen.Explain.Tests;

/// <summary>Which statements of both sides belong together, where that is not plain.</summary>
public sealed class PartnerTests
{
    private const string Twins = """
        using BackpropGen;

        public static partial class Model
        {
            [Differentiable]
            public static double F(double x)
            {
                double y = Math.Sin(x);
                y *= Math.Exp(y);
                y *= Math.Exp(y);
                return y * y;
            }
        }
        """;

    private const string OneLine = """
        using BackpropGen;

        public static partial class Model
        {
            [Differentiable] public static double Square(double x) => x * x;
            [Differentiable] public static double Line(double x) { double a = Math.Sin(x), b = a * x; b += 1 / a; return b; }
        }
        """;

    private const string Property = """
        using BackpropGen;

        public partial struct Gate
        {
            public double Z;

            public double Open { get { double t = Math.Tanh(Z); return t * t; } }

            [Differentiable]
            public static double Use(Gate gate)
            {
                double open = gate.Open;
                return open * 3;
            }
        }
        """;

    [Fact]
    public void Partners_are_mutual()
    {
        foreach (Explanation explanation in (Explanation[])[.. Sources.ExplainLstm(), .. Sources.Explain(Sources.Neuron), .. Sources.Explain(Twins), .. Sources.Explain(OneLine), .. Sources.Explain(Property)])
        {
            ILookup<string, Region> regions = explanation.Listings.SelectMany(listing => listing.Regions)
                .SelectMany(region => region.Aliases.Append(region.Id).Select(id => (id, region))).ToLookup(pair => pair.id, pair => pair.region);
            Assert.NotEmpty(regions);
            foreach ((string id, Region region) in regions.SelectMany(group => group.Select(region => (group.Key, region))))
                Assert.All(region.Partners, partner => Assert.NotEmpty(regions[partner].Single().Partners.Intersect([.. region.Aliases, region.Id])));
            Assert.All(explanation.Backward.SelectMany(listing => listing.Regions), region => Assert.Single(region.Partners));
        }
    }

    [Fact]
    public void Equal_statements_are_told_apart_by_their_lines() =>
        Assert.Equal(["line 11", "line 10", "line 9", "line 8"], Sources.Explain(Twins).Single().Backward[0].Regions.Select(region => region.Note));

    [Fact]
    public void Statements_on_one_line_and_expression_bodies_have_partners_of_their_own()
    {
        List<Explanation> explanations = Sources.Explain(OneLine);
        Assert.Equal(["x * x"], Paired(explanations[0]));
        Assert.Equal(["a = Math.Sin(x)", "b = a * x", "b += 1 / a;", "return b;"], Paired(explanations[1]));
    }

    [Fact]
    public void Statements_of_another_member_that_became_part_of_the_method_are_shown()
    {
        Explanation explanation = Sources.Explain(Property).Single();
        Assert.Equal("Open, Model.cs", explanation.Forward[1].Title);
        Assert.Contains("double t = Math.Tanh(Z);", explanation.Forward[1].Regions.Select(region => TextOf(explanation.Forward[1], region)));
    }

    private static IEnumerable<string> Paired(Explanation explanation) =>
        explanation.Forward[0].Regions.Where(region => region.Partners.Count > 0).Select(region => TextOf(explanation.Forward[0], region));

    private static string TextOf(Listing listing, Region region) => listing.Text.ToString(region.Span);
}
