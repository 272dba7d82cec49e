using BackpropGen.CodeFixes.Refactorings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Xunit;

namespace BackpropGen.Tests;

public sealed class ShowBackwardRefactoringTests
{
    private const string Text = "using BackpropGen;\npublic static partial class Model\n{\n    [Differentiable]\n    public static double $$Square(double x) => x * x;\n}\n";

    [Fact]
    public async Task The_preview_is_what_the_generator_writes()
    {
        (Editor editor, List<CodeAction> actions) = await Editor.Open(Text).OfferedAsync(new ShowBackwardRefactoring());
        CodeAction action = Assert.Single(actions);
        SourceGeneratedDocument generated = Assert.Single(await editor.Project.GetSourceGeneratedDocumentsAsync());

        Solution shown = (await action.GetPreviewOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

        Assert.Equal("Show the backward method of 'Square'", action.Title);
        DocumentId added = shown.GetChanges(editor.Solution).GetProjectChanges().Single().GetAddedDocuments().Single();
        Assert.Equal((await generated.GetTextAsync()).ToString(), (await shown.GetDocument(added)!.GetTextAsync()).ToString());
    }

    [Fact]
    public async Task Applied_it_is_a_file_that_changes_nothing_and_is_renewed()
    {
        (Editor editor, List<CodeAction> actions) = await Editor.Open(Text.ReplaceLineEndings("\r\n")).OfferedAsync(new ShowBackwardRefactoring());
        Assert.Single((await Assert.Single(actions).GetOperationsAsync(default)).OfType<OpenDocumentOperation>());
        Editor after = await (await editor.ApplyAsync(actions[0])).AssertCleanAsync();

        Assert.Equal(["A.cs", "Model.Square.shown.cs"], after.Files);
        Assert.Contains("public static void SquareBackward(double x, Tape tape, double dResult, ref double dX)\r\n", after["Model.Square.shown.cs"]);
        Assert.DoesNotContain('\n', after["Model.Square.shown.cs"].Replace("\r\n", ""));
        Assert.Empty(((await after.Find("Model.Square.shown.cs").GetSyntaxRootAsync())!).ChildNodes());

        Editor renewed = await after.Write("A.cs", Text.Replace("x * x", "Math.Sin(x)")).RefactorAsync(new ShowBackwardRefactoring());

        Assert.Equal(["A.cs", "Model.Square.shown.cs"], renewed.Files);
        Assert.Contains("Math.Cos(x)", renewed["Model.Square.shown.cs"]);
    }

    [Fact]
    public async Task The_generator_need_not_have_run() =>
        Assert.Contains("SquareBackward", (await Editor.Open(Text).WithoutGenerator().RefactorAsync(new ShowBackwardRefactoring()))["Model.Square.shown.cs"]);

    [Theory]
    [InlineData("[$$Differentiable] public static double F(double x) => x;", 1)]
    [InlineData("[Differentiable] public static double F(double x$$) => x;", 1)]
    [InlineData("[Differentiable] public static double F(double x) { return x;$$ }", 0)]
    [InlineData("[Obsolete] public static double $$F(double x) => x;", 0)]
    [InlineData("[Differentiable] public static double $$F(double x) => Console.Read();", 0)]
    [InlineData("[Differentiable] public static double $$F(double x) => y;", 0)]
    [InlineData("[Differentiable] public static double $$F(double x);", 0)]
    public async Task It_is_offered_at_the_head_of_a_method_that_has_a_backward_method(string method, int count) =>
        Assert.Equal(count, (await Editor.Open("using BackpropGen; public static partial class Model { " + method + " }").OfferedAsync(new ShowBackwardRefactoring())).Actions.Count);
}
