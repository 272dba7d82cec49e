using System.Reflection;

namespace BackpropGen.Explain.Compiling;

/// <summary>Finds the further assemblies that a command line names.</summary>
internal static class AssemblyFiles
{
    public static List<string> Find(IEnumerable<string> references) =>
        [.. references.SelectMany(Find).DistinctBy(Path.GetFileNameWithoutExtension)];

    private static IEnumerable<string> Find(string reference)
    {
        if (Directory.Exists(reference))
            return Directory.EnumerateFiles(reference, "*.dll").Where(IsManaged).Order(StringComparer.Ordinal);
        if (!File.Exists(reference))
            throw new InputException($"There is no assembly or folder '{reference}'.");
        return IsManaged(reference) ? [reference] : throw new InputException($"'{reference}' is no assembly of .NET.");
    }

    private static bool IsManaged(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
