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
            string type = DriverWriter.QualifiedName((Microsoft.CodeAnalysis.INamedTypeSymbol)slot.Type);
            string space = slot.Type.ContainingNamespace.Name;
            foreach (string store in Stores)
                text.Append($"private {(store == "t" ? type.Replace(space + ".", space + DoubleTwin.Suffix + ".") : type)} {Name(slot, store)} = new(); ");
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

    private string Member(Slot slot, Leaf leaf, string store) => Name(slot, store) + leaf.Path[slot.Name.Length..];

    private static string Entry(Leaf leaf, string store) =>
        leaf.In(store == "t" ? "v" : store, store == "t" && leaf.IsSingle ? "double" : leaf.Keyword);
}
