namespace BackpropGen.Tests;

/// <summary>A solution: one build for many projects.</summary>
internal static class SolutionFile
{
    public static void Write(string path, IEnumerable<string> projects)
    {
        string folder = Path.GetDirectoryName(path)!;
        string entries = string.Concat(
            from project in projects
            let entry = Path.GetRelativePath(folder, project).Replace('\\', '/')
            select $"  <Project Path=\"{entry}\" />\n");
        File.WriteAllText(path, $"<Solution>\n{entries}</Solution>\n");
    }
}
