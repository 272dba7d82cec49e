using System.Reflection;

namespace BackpropGen.Generator.Diagnostics;

/// <summary>The page about an error: a file of the repository, and of the package.</summary>
internal static class Page
{
    /// <summary>The SDK writes the property of Directory.Build.props into the assembly, unless it is empty.</summary>
    private static readonly string? Repository = typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => data.Key == "RepositoryUrl")?.Value;

    public static string Path(string id) => $"docs/diagnostics/{id}.md";

    /// <summary>Null where it is not known where the repository is.</summary>
    public static string? Link(string id) => Link(id, Repository);

    public static string? Link(string id, string? repository) =>
        string.IsNullOrEmpty(repository) ? null : $"{repository!.TrimEnd('/')}/blob/main/{Path(id)}";
}
