using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Tests;

/// <summary>What an IDE tells about a place in the open file, through Roslyn's own services.</summary>
internal static class Reading
{
    /// <summary>What the pointer over a name shows: a section a paragraph.</summary>
    public static async Task<string> HoverAsync(this Ide ide, string name)
    {
        QuickInfoService service = QuickInfoService.GetService(ide.Document)!;
        QuickInfoItem item = await service.GetQuickInfoAsync(ide.Document, ide.Find(name) + 1)
            ?? throw new InvalidOperationException($"Nothing is shown over '{name}'.");
        return string.Join("\n\n", item.Sections.Select(section => section.Text));
    }

    /// <summary>Where "go to definition" leads: the file, and the line in it.</summary>
    public static async Task<(Document File, string Line)> DefinitionAsync(this Ide ide, string name)
    {
        ISymbol symbol = await ide.SymbolAsync(name);
        Location location = (await SymbolFinder.FindSourceDefinitionAsync(symbol, ide.Solution) ?? symbol).Locations.Single();
        SourceText text = await location.SourceTree!.GetTextAsync();
        string line = text.Lines.GetLineFromPosition(location.SourceSpan.Start).ToString();
        return (ide.Solution.GetDocument(location.SourceTree)!, line.Trim());
    }

    /// <summary>The symbol whose name stands in the open file.</summary>
    public static async Task<ISymbol> SymbolAsync(this Ide ide, string name) =>
        await SymbolFinder.FindSymbolAtPositionAsync(ide.Document, ide.Find(name))
            ?? throw new InvalidOperationException($"'{name}' is unknown.");

    /// <summary>What the list offers after a text, with the description of each.</summary>
    public static async Task<Dictionary<string, string>> CompletionsAsync(this Ide ide, string after)
    {
        CompletionService service = CompletionService.GetService(ide.Document)!;
        CompletionList list = await service.GetCompletionsAsync(ide.Document, ide.Find(after) + after.Length);
        Dictionary<string, string> offered = [];
        foreach (CompletionItem item in list.ItemsList)
            offered[item.DisplayText] = (await service.GetDescriptionAsync(ide.Document, item))?.Text ?? "";
        return offered;
    }
}
