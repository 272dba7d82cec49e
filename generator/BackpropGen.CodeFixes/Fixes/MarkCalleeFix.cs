using System.Collections.Immutable;
using BackpropGen.CodeFixes.Edits;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>
/// Marks a called method [Differentiable], and makes its type partial: where that is a way out of an error of its caller, and where
/// somebody calls a member that would be generated if the method were marked.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkCalleeFix))]
public sealed class MarkCalleeFix : RepairProvider
{
    private const string Attribute = "Differentiable";

    /// <summary>What the compiler says of names that do not exist.</summary>
    private static readonly string[] Unknown = ["CS0103", "CS0117", "CS1061"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.CreateRange([Descriptors.Helper.Id, Descriptors.Member.Id, .. Unknown]);

    private protected override Repair? Find(Mistake mistake)
    {
        // What only another type can set is refused where a method of that type sets it.
        IMethodSymbol? method = Unknown.Contains(mistake.Diagnostic.Id) ? MethodOfMember(mistake)
            : mistake.Callee ?? (mistake.Diagnostic.Id == Descriptors.Member.Id ? mistake.Method : null);
        if (method is not { MethodKind: MethodKind.Ordinary, IsAbstract: false } || TypeMapping.IsDifferentiable(method)
            || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(mistake.Cancellation)
                is not MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } declaration
            || (declaration.Body is null && declaration.ExpressionBody is null)
            || mistake.Solution.FileOf(declaration.SyntaxTree) is not { } document
            || Partiality.Of(method.ContainingType, mistake.Solution) is not { } partial)
            return null;
        SemanticModel? model = declaration.SyntaxTree == mistake.Model.SyntaxTree ? mistake.Model
            : document.TryGetSemanticModel(out SemanticModel? ready) ? ready
            : mistake.Model.Compilation.ContainsSyntaxTree(declaration.SyntaxTree)
                ? mistake.Model.Compilation.ModelOf(declaration.SyntaxTree) : null;
        return model is null ? null
            : new Repair($"Mark '{method.Name}' with [{Attribute}]", nameof(MarkCalleeFix),
                [.. Marks.On(declaration, Attribute, document, model), .. partial]);
    }

    /// <summary>The method that would have the member of this name.</summary>
    private static IMethodSymbol? MethodOfMember(Mistake mistake)
    {
        if (mistake.At is not SimpleNameSyntax { Identifier.ValueText: var member } name
            || GeneratedMembers.Suffixes.FirstOrDefault(suffix => member.EndsWith(suffix, StringComparison.Ordinal)
                && member.Length > suffix.Length) is not { } suffix)
            return null;
        string stem = member.Substring(0, member.Length - suffix.Length);
        var access = name.Parent as MemberAccessExpressionSyntax;
        INamespaceOrTypeSymbol? container = access?.Name != name ? null
            : mistake.Model.GetSymbolInfo(access.Expression, mistake.Cancellation).Symbol as INamedTypeSymbol
                ?? mistake.Model.GetTypeInfo(access.Expression, mistake.Cancellation).Type;
        if (access?.Name == name && container is null)
            return null;
        IMethodSymbol[] methods = [.. mistake.Model.LookupSymbols(name.SpanStart, container, stem).OfType<IMethodSymbol>()
            .Select(method => method.PartialImplementationPart ?? method)];
        return methods.Length == 1 ? methods[0].OriginalDefinition : null;
    }
}
