using Microsoft.CodeAnalysis;

namespace BackpropGen.CodeFixes.Refactorings;

/// <summary>What marks a test.</summary>
/// <param name="Class">The attribute of its class; empty where that needs none.</param>
internal sealed record TestFramework(string Namespace, string Class, string Method)
{
    private static readonly TestFramework[] Known =
    [
        new("Xunit", "", "Fact"),
        new("NUnit.Framework", "", "Test"),
        new("Microsoft.VisualStudio.TestTools.UnitTesting", "TestClass", "TestMethod"),
    ];

    /// <summary>The one that a project references.</summary>
    public static TestFramework? Of(Compilation compilation) =>
        Known.FirstOrDefault(framework =>
            compilation.GetTypeByMetadataName($"{framework.Namespace}.{framework.Method}Attribute") is not null);
}
