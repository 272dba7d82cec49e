using System.Globalization;
using BackpropGen.Generator;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Explain.Compiling;

/// <summary>A method marked [Differentiable], and what the compiler made of it.</summary>
/// <param name="Derivative">Null where it was refused.</param>
/// <param name="Refusals">The errors that BackpropGen reports of it.</param>
internal sealed record MarkedMethod(
    IMethodSymbol Symbol, MethodDeclarationSyntax Syntax, string Id, string HintName, Derivative? Derivative, List<Diagnostic> Refusals)
{
    /// <summary>All of a compilation, in the order of the sources.</summary>
    public static List<MarkedMethod> In(Compiled compiled)
    {
        var found = new List<MarkedMethod>();
        foreach (SyntaxTree tree in compiled.Input.SyntaxTrees)
        {
            SemanticModel model = compiled.Input.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax syntax in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (model.GetDeclaredSymbol(syntax) is { } symbol && TypeMapping.IsDifferentiable(symbol)
                    && Lowering.Lower(symbol, compiled.Input, CancellationToken.None) is { } lowered && lowered.Source.Syntax == syntax)
                    found.Add(Of(lowered));
            }
        }
        return found;
    }

    private static MarkedMethod Of(Lowered lowered)
    {
        (IMethodSymbol symbol, MethodDeclarationSyntax syntax) = (lowered.Source.Symbol, lowered.Source.Syntax);
        string id = FileNames.Id(symbol);
        string hintName = lowered.Method?.HintName ?? "";
        List<Diagnostic> findings = [.. lowered.Findings, .. lowered.Elsewhere is { } elsewhere ? [elsewhere] : Array.Empty<Diagnostic>()];
        if (lowered.Method is not { Body: not null } method)
            return new(symbol, syntax, id, hintName, null, findings);
        try
        {
            return new(symbol, syntax, id, hintName, AmpleStack.Run(() => Differentiation.Differentiate(method)), findings);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(symbol, syntax, id, hintName, null, [.. findings, Failure.At(lowered.Source.Name, e, symbol.Name)]);
        }
    }

    /// <summary>The message of an error, without its place.</summary>
    public static string Message(Diagnostic refusal) => refusal.GetMessage(CultureInfo.InvariantCulture);
}
