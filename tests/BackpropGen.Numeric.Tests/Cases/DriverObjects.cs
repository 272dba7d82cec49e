using System.Text;

namespace BackpropGen.Tests.Cases;

/// <summary>
/// The objects of a case: made once, so that a call of the driver allocates nothing, given their values before a call, and read after it.
/// Stores: <c>v</c> for values, <c>t</c> for the double twin, <c>d</c> for gradients.
/// </summary>
internal sealed class DriverObjects(Signature signature)
{
    private static readonly string[] Stores = ["v", "t", "d"];

    public string Name(Slot slot, string store) => $"{store}_{slot.Name}_object";

    public string Declarations()
    {
        var text = new StringBuilder();
        foreach (Slot slot in signature.Slots.Where(IsKept))
        {
            string type = Of((Microsoft.CodeAnalysis.INamedTypeSymbol)slot.Type, "v");
            foreach (string store in Stores)
            {
                IEnumerable<string> members = signature.Source.Directives.Classes.Keys.Where(path => path.StartsWith(slot.Name + ".", StringComparison.Ordinal))
                    .Select(path => $"{path[(slot.Name.Length + 1)..]} = {New(slot, path, store)}");
                text.Append($"private {Of((Microsoft.CodeAnalysis.INamedTypeSymbol)slot.Type, store)} {Name(slot, store)} = {New(slot, slot.Name, store)} {{ {string.Join(", ", members)} }}; ");
            }
            foreach (Leaf leaf in signature.LeavesOf(slot).Where(leaf => leaf.Behind is not null))
            {
                foreach (string store in new[] { "v", "t" })
                    text.Append($"[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = \"<{NameOf(leaf)}>k__BackingField\")] private static extern ref {(store == "t" && leaf.IsSingle ? "double" : leaf.Keyword)} {Accessor(leaf, store)}({Of(leaf.Behind!, store)} it); ");
            }
            if (slot.IsThis)
                text.Append($"private {type} SetUpThis(Values v) {{ {SetUp(slot, "v")} return {Name(slot, "v")}; }} ");
        }
        return text.ToString();
    }

    public string SetUpExpression(Slot slot) => IsKept(slot) ? "SetUpThis(v)" : throw new NotSupportedException();

    public string SetUp(Slot slot, string store) => IsKept(slot)
        ? string.Concat(signature.LeavesOf(slot).Select(leaf => $"{Member(slot, leaf, store)} = {Entry(leaf, store)}; ")) : "";

    public string ReadBack(Slot slot, string store) => IsKept(slot)
        ? string.Concat(signature.LeavesOf(slot).Where(leaf => !leaf.IsBuffer && (store != "d" || leaf.HasGradient))
            .Select(leaf => $" {Entry(leaf, store)} = {Member(slot, leaf, store)};"))
        : "";

    private static bool IsKept(Slot slot) => slot.IsObject || slot.IsThis;

    private static string Of(Microsoft.CodeAnalysis.INamedTypeSymbol type, string store) => Leaf.NameOf(type, store == "t");

    private string ClassOf(Slot slot, string path, string store) => Of((Microsoft.CodeAnalysis.INamedTypeSymbol)signature.ClassOf(path, slot.Type), store);

    /// <summary>A new object; what its constructor wants is given later.</summary>
    private string New(Slot slot, string path, string store)
    {
        var type = (Microsoft.CodeAnalysis.INamedTypeSymbol)signature.ClassOf(path, slot.Type);
        int wanted = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public).Min(constructor => constructor.Parameters.Length);
        return $"new {ClassOf(slot, path, store)}({string.Join(", ", Enumerable.Repeat("default", wanted))})";
    }

    private string Member(Slot slot, Leaf leaf, string store)
    {
        string text = Name(slot, store);
        string path = slot.Name;
        foreach (string step in leaf.Path[slot.Name.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries).Prepend(""))
        {
            (path, text) = step.Length == 0 ? (path, text) : ($"{path}.{step}", $"{text}.{step}");
            if (signature.Source.Directives.Classes.ContainsKey(path))
                text = $"(({ClassOf(slot, path, store)}){text})";
        }
        return leaf.Behind is null ? text : $"{Accessor(leaf, store)}({text[..text.LastIndexOf('.')]})";
    }

    private static string NameOf(Leaf leaf) => leaf.Path[(leaf.Path.LastIndexOf('.') + 1)..];

    /// <summary>The method that refers to the field behind a property without a setter.</summary>
    private static string Accessor(Leaf leaf, string store) => $"{(store == "t" ? "t" : "v")}_{leaf.Index}_{NameOf(leaf)}";

    private static string Entry(Leaf leaf, string store) =>
        leaf.In(store == "t" ? "v" : store, store == "t");
}
