namespace BackpropGen.Guides.Tests;

/// <summary>A copy of what packages are made of, as if the repository had just been cloned.</summary>
internal static class Clone
{
    private static readonly string[] Folders = ["docs", "generator", "runtime"];

    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Page.Repository).Where(file => Path.GetExtension(file) is ".md" or ".props"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (string part in Folders)
            Copy(Path.Combine(Page.Repository, part), Path.Combine(folder, part));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (string folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
