using System.Collections.Immutable;
using BackpropGen.CodeFixes.Edits;
using BackpropGen.Generator.Diagnostics;
using BackpropGen.Generator.Frontend;
using BackpropGen.Generator.Frontend.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>
/// Makes internal what generated code cannot reach: a member of an object, a setter, an enum, a backward method of the user's own.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InternalMemberFix))]
public sealed class InternalMemberFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Descriptors.Member.Id, Descriptors.NotDifferentiable.Id, Descriptors.ValueType.Id);

    private protected override Repair? Find(Mistake mistake)
    {
        List<ISymbol> hidden = [.. Hidden(mistake)];
        if (hidden.Count == 0 || Accessibilities.Of(hidden, mistake.Solution) is not { } edits)
            return null;
        ISymbol last = hidden[hidden.Count - 1];
        string name = last is IMethodSymbol { AssociatedSymbol: IPropertySymbol property } ? $"the setter of '{property.Name}'"
            : $"'{last.Name}'";
        return new Repair($"Make {name} internal", nameof(InternalMemberFix), edits);
    }

    /// <summary>What cannot be reached, the last one last.</summary>
    private static IEnumerable<ISymbol> Hidden(Mistake mistake)
    {
        if (mistake.Diagnostic.Id == Descriptors.Member.Id)
            return HiddenMember.Of(mistake.Diagnostic) is { } member ? member.In(mistake.Model.Compilation) : [];
        if (mistake.Diagnostic.Id == Descriptors.ValueType.Id)
            return mistake.At is ExpressionSyntax value
                && mistake.Model.GetTypeInfo(value, mistake.Cancellation).Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named ? [named] : [];
        return mistake.Callee is { } method && new CustomDerivatives(mistake.Model.Compilation).Of(method)?.Call is { } call
            ? new ISymbol?[] { call.Forward, call.Backward }.OfType<ISymbol>() : [];
    }
}
