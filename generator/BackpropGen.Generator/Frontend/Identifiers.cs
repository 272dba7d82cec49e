using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Generator.Frontend;

/// <summary>Names as generated code writes them.</summary>
internal static class Identifiers
{
    /// <summary>Long code is looked through once.</summary>
    private static readonly ConditionalWeakTable<SyntaxNode, HashSet<string>> Spelled = new();

    /// <summary>Keywords get an @.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>The first of name, name2, name3, … that is new to the set, and now in it.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int suffix = 2; !taken.Add(unique); suffix++)
            unique = name + suffix;
        return unique;
    }

    public static string Gradient(string name) => "d" + Pascal(name);

    // Broken code has parameters and locals without a name.
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The names of everything that is declared inside a node.</summary>
    public static IEnumerable<string> DeclaredIn(SyntaxNode node) => node.DescendantNodes().Select(inner => inner switch
    {
        VariableDeclaratorSyntax local => local.Identifier.ValueText,
        SingleVariableDesignationSyntax local => local.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        CatchDeclarationSyntax exception => exception.Identifier.ValueText,
        _ => "",
    }).Where(name => name.Length > 0);

    /// <summary>Every identifier that the node spells, whatever it means there.</summary>
    public static IReadOnlyCollection<string> In(SyntaxNode node) => Spelled.GetValue(node, static root =>
        new HashSet<string>(root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)));
}
