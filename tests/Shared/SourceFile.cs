using System.Reflection;

namespace BackpropGen.Tests;

/// <summary>A C# source that is compiled in memory.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>A file that this assembly carries: <c>Corpus/Loops.cs</c>.</summary>
    public static SourceFile Embedded(string path)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path);
        if (stream is null)
            throw new FileNotFoundException($"No embedded file '{path}'. There are: {string.Join(", ", Names())}");

        using var reader = new StreamReader(stream);
        return new(path, reader.ReadToEnd());
    }

    public static SourceFile[] EmbeddedIn(string folder) =>
        [.. Names().Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Select(Embedded)];

    private static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames().Order(StringComparer.Ordinal);
}
