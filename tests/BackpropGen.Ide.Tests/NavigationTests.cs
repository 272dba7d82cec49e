using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Generated members are found, explained and offered as those that people write.</summary>
public sealed class NavigationTests
{
    private const string Caller = "UnitGradient(weights";

    [Fact]
    public async Task The_file_has_no_errors()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        Assert.Empty(await ide.ErrorsAsync());
    }

    [Fact]
    public async Task Hovering_over_a_call_shows_the_signature_and_the_documentation()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        string shown = await ide.HoverAsync(Caller);

        Assert.Contains(Sources.Signature, shown);
        Assert.Contains("The value of Neuron.Unit(ReadOnlySpan<double>, double, ReadOnlySpan<double>)", shown);
        Assert.Contains("adds ∂Unit/∂w to dW and ∂Unit/∂b to dB", shown);
        Assert.Contains("On the tape: nothing", shown);
    }

    [Fact]
    public async Task Going_to_the_definition_leads_into_the_generated_file()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        (Document file, string line) = await ide.DefinitionAsync(Caller);

        Assert.IsType<SourceGeneratedDocument>(file);
        Assert.Equal("Models.Neuron.Unit.g.cs", file.Name);
        Assert.Equal("public static double UnitGradient(", line);
    }

    [Fact]
    public async Task The_definition_follows_the_text_as_it_is_now()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        ide.TypeBefore("Math.Tanh(sum)", "1.25 * ");
        (Document file, _) = await ide.DefinitionAsync(Caller);

        Assert.Contains("1.25 * Math.Tanh(sum)", (await file.GetTextAsync()).ToString());
    }

    [Fact]
    public async Task The_list_after_the_name_of_the_type_offers_the_generated_members()
    {
        using Ide ide = Ide.Open(Sources.Neuron.Replace("Neuron.UnitGradient(weights, bias, input, dWeights, ref dBias)", "Neuron."));

        Dictionary<string, string> offered = await ide.CompletionsAsync("return Neuron.");

        Assert.Equal(
            ["Unit", "UnitBackward", "UnitForward", "UnitGradient", "UnitTapeSize"],
            offered.Keys.Where(name => name.StartsWith("Unit")).Order());
        Assert.Contains("adds ∂Unit/∂w to dW", offered["UnitGradient"]);
        Assert.Contains("UnitForward", offered["UnitBackward"]);
    }
}
