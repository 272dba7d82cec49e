using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Tests;

/// <summary>Walks everything that a value refers to, and finds what must not be kept between runs of a generator.</summary>
internal sealed class ModelWalk
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(SemanticModel), typeof(Location),
        typeof(IOperation),
    ];

    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> found = [];

    /// <summary>The ways to what is forbidden: <c>Method.Body.Statements[0].Syntax: BlockSyntax</c>.</summary>
    public static IReadOnlyList<string> Find(object? root, string name)
    {
        var walk = new ModelWalk();
        walk.Visit(root, name);
        return walk.found;
    }

    private void Visit(object? value, string path)
    {
        if (value is null or string or Delegate or Type or Pointer || value.GetType() is { IsPrimitive: true } or { IsEnum: true })
            return;
        if (!value.GetType().IsValueType && !seen.Add(value))
            return;

        if (value is SyntaxToken or SyntaxTrivia || Forbidden.Any(type => type.IsInstanceOfType(value)))
        {
            found.Add($"{path}: {value.GetType().Name}");
            return;
        }

        VisitFields(value, path);
        if (value is IEnumerable sequence and not Array { Rank: > 1 } && !IsDefaultImmutableArray(value))
        {
            int i = 0;
            foreach (object? item in sequence)
                Visit(item, $"{path}[{i++}]");
        }
    }

    private void VisitFields(object value, string path)
    {
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Own))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    Visit(field.GetValue(value), $"{path}.{Name(field)}");
            }
        }
    }

    // An auto-property's field is called <Name>k__BackingField.
    private static string Name(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

    private static bool IsDefaultImmutableArray(object value) =>
        value.GetType().GetProperty("IsDefault") is { } property && property.GetValue(value) is true;
}
