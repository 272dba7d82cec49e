using System.IO.Compression;
using System.Xml.Linq;

namespace BackpropGen.Tests;

/// <summary>The files of a package.</summary>
internal sealed class PackageFiles
{
    private readonly Dictionary<string, byte[]> contents = [];

    private PackageFiles(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream from = entry.Open();
            using var to = new MemoryStream();
            from.CopyTo(to);
            contents.Add(entry.FullName, to.ToArray());
        }
    }

    public IReadOnlyCollection<string> Names => contents.Keys;

    public byte[] this[string name] => contents[name];

    /// <param name="extension">Of the package's own name: <c>nupkg</c> or <c>snupkg</c>.</param>
    public static PackageFiles Open(Checkout checkout, string extension) =>
        new(Path.Combine(checkout.Feed, $"BackpropGen.{checkout.Version}.{extension}"));

    /// <summary>What the package says of itself, by the names of the elements.</summary>
    public XElement Metadata(string name)
    {
        XDocument document = XDocument.Load(new MemoryStream(contents["BackpropGen.nuspec"]));
        return document.Descendants().Single(element => element.Name.LocalName == name);
    }
}
