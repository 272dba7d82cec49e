using System.Reflection;
using BackpropGen.CodeFixes.Refactorings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>Methods of the numeric tests, of many shapes: where a copy is offered it compiles, and its callers use it without a word.</summary>
public sealed class EjectedCorpusTests
{
    private static readonly string Folder = Path.Combine(
        typeof(EjectedCorpusTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "..", "BackpropGen.Numeric.Tests", "Corpus");

    /// <param name="step">Of so many methods one is copied: each copy is a build.</param>
    [Theory]
    [InlineData("OldArrays.cs", 2)]
    [InlineData("Calls.cs", 12)]
    [InlineData("Recomputed.cs", 5)]
    [InlineData("References.cs", 10)]
    [InlineData("RuntimeNames.cs", 5)]
    public async Task A_copy_compiles(string file, int step)
    {
        Editor editor = await Editor.Open(File.ReadAllText(Path.Combine(Folder, file)), "global using BackpropGen;").AssertCleanAsync();
        MethodDeclarationSyntax[] methods = [.. (await editor.Find("A.cs").GetSyntaxRootAsync())!.DescendantNodes().OfType<MethodDeclarationSyntax>()];
        int copied = 0;
        for (int i = 0; i < methods.Length; i += step)
        {
            foreach (CodeAction action in await editor.OfferedAsync(new EjectRefactoring(), "A.cs", methods[i].Identifier.SpanStart))
            {
                await (await editor.ApplyAsync(action)).AssertCleanAsync();
                copied++;
            }
        }
        Assert.NotEqual(0, copied);
    }
}
