using System.Reflection;

namespace BackpropGen.Tests;

/// <summary>Where the sources of these tests are.</summary>
internal static class ProjectFolder
{
    public static string Path { get; } = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ProjectDirectory").Value!;
}
