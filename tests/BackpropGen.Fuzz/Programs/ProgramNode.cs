using System.Text;

namespace BackpropGen.Fuzz.Programs;

/// <summary>A line of a program, or a block with lines of its own. Shrinking takes nodes out, or puts a block's children in its place.</summary>
internal sealed record ProgramNode(string Text, IReadOnlyList<ProgramNode>? Children = null)
{
    public void Write(StringBuilder output, int depth)
    {
        string indent = new(' ', depth * 4);
        output.Append(indent).Append(Text).Append('\n');
        if (Children is null)
            return;
        output.Append(indent).Append("{\n");
        foreach (ProgramNode child in Children)
            child.Write(output, depth + 1);
        output.Append(indent).Append("}\n");
    }

    public int Size => 1 + (Children?.Sum(child => child.Size) ?? 0);

    /// <summary>The node lists with one node less, or with a block opened up.</summary>
    public static IEnumerable<IReadOnlyList<ProgramNode>> Smaller(IReadOnlyList<ProgramNode> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            yield return [.. nodes.Take(i), .. nodes.Skip(i + 1)];
            if (nodes[i].Children is not { } children)
                continue;
            yield return [.. nodes.Take(i), .. children, .. nodes.Skip(i + 1)];
            foreach (IReadOnlyList<ProgramNode> inner in Smaller(children))
                yield return [.. nodes.Take(i), nodes[i] with { Children = inner }, .. nodes.Skip(i + 1)];
        }
    }
}
