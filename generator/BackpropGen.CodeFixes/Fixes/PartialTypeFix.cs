using System.Collections.Immutable;
using BackpropGen.CodeFixes.Edits;
using BackpropGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BackpropGen.CodeFixes.Fixes;

/// <summary>Makes a type partial to which generated members are added, and the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialTypeFix))]
public sealed class PartialTypeFix : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(Descriptors.TypeNotPartial.Id, Descriptors.HelperPlace.Id);

    private protected override Repair? Find(Mistake mistake)
    {
        INamedTypeSymbol? type = (mistake.Callee ?? mistake.Method)?.ContainingType;
        return type is not null && Partiality.Of(type, mistake.Solution) is { } edits
            ? new Repair($"Make '{type.Name}' partial", nameof(PartialTypeFix), edits) : null;
    }
}
