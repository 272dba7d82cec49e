using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using BackpropGen.Explain.Code;
using BackpropGen.Explain.Page;
using Xunit;

namespace BackpropGen.Explain.Tests;

/// <summary>The pages of methods: both sides, which statements belong together, and what is kept.</summary>
public sealed class PageTests
{
    private static IDocument Page(List<Explanation> explanations, string id) => Parse(HtmlPage.Of(explanations.Single(explanation => explanation.Id == id)));

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static IEnumerable<IElement> Links(IDocument page, string side) => page.QuerySelectorAll($"section[aria-labelledby={side}] a.region");

    /// <summary>The text of the statements that a link lights up.</summary>
    private static string PartnersOf(IDocument page, IElement link) => string.Join("\n", link.GetAttribute("data-partners")!.Split(' ')
        .SelectMany(id => page.QuerySelectorAll($"[data-region={id}]")).Select(part => part.TextContent));

    [Theory]
    [InlineData("double sum = b;", "dB += dSum")]
    [InlineData("sum += w[i] * x[i];", "dW[i] += dSum * x[i]")]
    [InlineData("return Math.Tanh(sum);", "Vjp.Tanh(sum, result, dResult)")]
    public void A_statement_lights_up_its_backward(string forward, string backward)
    {
        IDocument page = Page(Sources.Explain(Sources.Neuron), "Neuron.Unit");
        IElement link = Links(page, "forward").Single(link => link.TextContent == forward);
        Assert.Contains(backward, PartnersOf(page, link), StringComparison.Ordinal);
        IElement back = Links(page, "backward").First(link => link.TextContent.Contains(forward, StringComparison.Ordinal));
        Assert.Contains(forward, PartnersOf(page, back), StringComparison.Ordinal);
    }

    [Fact]
    public void All_statements_of_the_lstm_that_go_back_have_partners()
    {
        List<Explanation> explanations = Sources.ExplainLstm();
        Assert.Equal(["SineLstm.Lstm.SequenceLoss", "SineLstm.Lstm.Sigmoid", "SineLstm.Lstm.Step"], explanations.Select(explanation => explanation.Id).Order());
        foreach (Explanation explanation in explanations)
        {
            IDocument page = Parse(HtmlPage.Of(explanation));
            IElement[] links = [.. Links(page, "forward"), .. Links(page, "backward")];
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.All(link.GetAttribute("data-partners")!.Split(' '), id => Assert.NotNull(page.GetElementById(id))));
            // Every comment of the backward pass repeats a statement of the user's.
            int comments = page.QuerySelectorAll("section[aria-labelledby=backward] details[open] .comment").Count(comment => comment.TextContent.StartsWith("// ", StringComparison.Ordinal));
            Assert.Equal(comments, page.QuerySelectorAll("section[aria-labelledby=backward] details[open] a.region[data-partners]").Count(link => link.TextContent.StartsWith("// ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void What_is_kept_stands_below_with_its_bytes()
    {
        List<Explanation> explanations = Sources.Explain(Sources.Neuron);
        IElement kept = Page(explanations, "Neuron.Root").QuerySelector("section.recording")!;
        Assert.Equal(["quotient", "rounds", "yBefore"], kept.QuerySelectorAll("tbody th").Select(name => name.TextContent).Order());
        IElement[] rows = [.. kept.QuerySelectorAll("tbody tr")];
        Assert.Equal(2, rows.Count(row => row.TextContent.Contains("sizeof(double), each time, on a stack that grows in chunks", StringComparison.Ordinal)));
        Assert.Contains("UnitTapeSize", Page(explanations, "Neuron.Unit").QuerySelector("section.recording")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_methods_whose_records_are_in_it_are_named()
    {
        IDocument page = Page(Sources.Explain(Sources.Neuron), "Neuron.Loss");
        Assert.Contains("Its record contains those of the methods that it calls: Unit.", page.QuerySelector("section.recording")!.TextContent, StringComparison.Ordinal);
        IElement call = Links(page, "forward").Single(link => link.TextContent.Contains("Unit(w, b, x) - 1", StringComparison.Ordinal));
        Assert.Contains("UnitBackward(", PartnersOf(page, call), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_the_users_is_no_markup()
    {
        string html = HtmlPage.Of(Sources.Explain(Sources.Neuron).Single(explanation => explanation.Id == "Neuron.Loss"));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script>", Parse(html).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_method_has_a_page_that_says_why()
    {
        Explanation explanation = Assert.Single(Sources.Explain(Sources.Refused));
        IElement[] problems = [.. Parse(HtmlPage.Of(explanation)).QuerySelectorAll(".problems li")];
        Assert.NotEmpty(problems);
        Assert.Equal(explanation.Problems.Select(problem => problem.Id), problems.Select(problem => problem.QuerySelector("strong")!.TextContent));
        Assert.All(explanation.Problems, problem => Assert.StartsWith("BPG", problem.Id, StringComparison.Ordinal));
        Assert.Contains("Model.cs, line 8", problems[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_needs_nothing_beside_it_and_is_always_the_same()
    {
        string[] first = [.. Sources.Explain(Sources.Neuron).Select(HtmlPage.Of)];
        Assert.Equal(first, Sources.Explain(Sources.Neuron).Select(HtmlPage.Of));
        Assert.All(first, html => Assert.Empty(Parse(html).QuerySelectorAll("link, img, script[src], iframe")));
        Assert.All(first, html => Assert.DoesNotContain("url(", html, StringComparison.Ordinal));
    }
}
