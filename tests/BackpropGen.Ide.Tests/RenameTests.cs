using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Rename;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>
/// What a rename changes and what it leaves: generated members are written anew, under the new name; calls of them stay as they are.
/// </summary>
public sealed class RenameTests
{
    [Fact]
    public async Task Calls_of_the_method_follow_and_calls_of_generated_members_become_errors()
    {
        using Ide ide = Ide.Open(Sources.Neuron + """

            public static class Predictor
            {
                public static double One(double[] w) => Neuron.Unit(w, 1, w);
            }
            """);

        await RenameAsync(ide, "Unit(ReadOnlySpan", "Cell");

        Assert.Contains("public static double Cell(ReadOnlySpan<double> w", ide.Text);
        Assert.Contains("Neuron.Cell(w, 1, w)", ide.Text);
        Assert.Contains("Neuron.UnitGradient(weights", ide.Text);
        Assert.Equal(["CS0117: UnitGradient"], await ide.ErrorsAsync());
        Assert.Contains("CellGradient", (await ide.CompletionsAsync("return Neuron.")).Keys);
        Assert.Equal("Models.Neuron.Cell.g.cs", Assert.Single(await ide.GeneratedAsync()).Name);
    }

    [Fact]
    public async Task With_a_name_of_its_own_for_the_generated_members_a_rename_breaks_nothing()
    {
        using Ide ide = Ide.Open(Sources.Neuron.Replace("[Differentiable]", "[Differentiable(Name = \"Unit\")]"));

        await RenameAsync(ide, "Unit(ReadOnlySpan", "Cell");

        Assert.Contains("public static double Cell(ReadOnlySpan<double> w", ide.Text);
        Assert.Empty(await ide.ErrorsAsync());
    }

    [Fact]
    public async Task The_type_is_renamed_with_all_calls_of_its_generated_members()
    {
        using Ide ide = Ide.Open(Sources.Neuron);

        await RenameAsync(ide, "Neuron\n{", "Layer");

        Assert.Equal(Sources.Neuron.Replace("class Neuron", "class Layer").Replace("Neuron.Unit", "Layer.Unit"), ide.Text);
        Assert.Empty(await ide.ErrorsAsync());
    }

    [Fact]
    public async Task Names_of_arguments_of_generated_members_stay_when_a_parameter_is_renamed()
    {
        using Ide ide = Ide.Open(Sources.Neuron.Replace("ref dBias)", "dB: ref dBias)"));

        await RenameAsync(ide, "b, [NoGradient]", "offset");

        Assert.Contains("double sum = offset;", ide.Text);
        Assert.Equal(["CS1739: dB"], await ide.ErrorsAsync());
    }

    private static async Task RenameAsync(Ide ide, string at, string name) =>
        ide.Apply(await Renamer.RenameSymbolAsync(ide.Solution, await ide.SymbolAsync(at), new SymbolRenameOptions(), name));
}
