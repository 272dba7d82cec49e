using System.Text;
using BackpropGen.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>A file that a refactoring writes.</summary>
internal static class NewFile
{
    /// <summary>Whether a file of the name stands beside another one.</summary>
    public static bool Exists(Document neighbour, string name) => Find(neighbour, name) is not null;

    /// <summary>Adds a file beside another one, with its line ends; one that has the name already gets the text.</summary>
    public static Solution Beside(Document neighbour, string name, string text, Solution solution, out DocumentId id)
    {
        SourceText like = neighbour.TryGetText(out SourceText? known) ? known : SourceText.From("");
        string? path = neighbour.FilePath is { } other && Path.GetDirectoryName(other) is { } folder ? Path.Combine(folder, name) : null;
        Document? old = Find(neighbour, name);
        SourceText source = SourceText.From(Lines.Like(like, text), Encoding.UTF8);
        id = old?.Id ?? DocumentId.CreateNewId(neighbour.Project.Id, name);
        return old is null ? solution.AddDocument(id, name, source, neighbour.Folders, path) : solution.WithDocumentText(id, source);
    }

    private static Document? Find(Document neighbour, string name) =>
        neighbour.Project.Documents.FirstOrDefault(document => document.Name == name && document.Folders.SequenceEqual(neighbour.Folders));
}
