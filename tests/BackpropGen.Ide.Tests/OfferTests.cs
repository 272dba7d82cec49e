using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>The light bulb finds the fixes and refactorings of the package.</summary>
public sealed class OfferTests
{
    [Fact]
    public async Task A_fix_is_offered_for_an_error_and_mends_it()
    {
        using Ide ide = Ide.Open(Sources.Neuron);
        ide.Delete("partial ");
        Diagnostic error = Assert.Single(await ide.DiagnosticsAsync(), diagnostic => diagnostic.Id == "BPG0101");

        CodeAction fix = Assert.Single(await ide.FixesAsync(error));
        await ide.ApplyAsync(fix);

        Assert.Equal("Make 'Neuron' partial", fix.Title);
        Assert.Equal(Sources.Neuron, ide.Text);
        Assert.Empty(await ide.ErrorsAsync());
    }

    [Fact]
    public async Task A_fix_is_offered_for_an_error_of_the_compiler_where_the_mark_is_missing()
    {
        using Ide ide = Ide.Open(Sources.Neuron);
        ide.Delete("[Differentiable]");
        Diagnostic error = Assert.Single(await ide.DiagnosticsAsync(), diagnostic => diagnostic.Id == "CS0117");

        await ide.ApplyAsync(Assert.Single(await ide.FixesAsync(error)));

        Assert.Contains("[Differentiable]", ide.Text);
        Assert.Empty(await ide.ErrorsAsync());
    }

    [Fact]
    public async Task The_head_of_a_marked_method_offers_to_show_and_to_copy_its_backward_method()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        Assert.Equal(
            ["Copy the generated backward method of 'Unit' as a custom one", "Show the backward method of 'Unit'"],
            (await ide.RefactoringsAsync("Unit(ReadOnlySpan")).Select(action => action.Title).Order());
        Assert.Empty(await ide.RefactoringsAsync("Step(double[]"));
    }

    [Fact]
    public async Task What_is_shown_is_what_the_generator_writes()
    {
        using Ide ide = Ide.Open(Sources.Neuron);
        CodeAction show = Assert.Single(await ide.RefactoringsAsync("Unit(ReadOnlySpan"), action => action.Title.StartsWith("Show"));

        await ide.ApplyAsync(show);

        Document shown = Assert.Single(ide.Document.Project.Documents, document => document.Name == "Models.Neuron.Unit.shown.cs");
        SourceGeneratedDocument generated = Assert.Single(await ide.GeneratedAsync());
        Assert.Contains((await generated.GetTextAsync()).ToString(), (await shown.GetTextAsync()).ToString());
        Assert.Empty(await ide.ErrorsAsync());
    }
}
