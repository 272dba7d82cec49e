using System.Reflection;
using System.Runtime.CompilerServices;
using BackpropGen.Testing.Snapshots;
using Microsoft.CodeAnalysis;

namespace BackpropGen.Testing;

/// <summary>
/// Compares generated code with files beside the test, which are committed: <c>Class.Test#Hint.g.verified.cs</c>. Verify.SourceGenerators
/// uses the same files.
/// </summary>
/// <remarks>
/// <code>
/// [Fact]
/// public void Unit() =&gt; Snapshot.Verify(GeneratedCode.FromProjectOf(typeof(Neuron)));
/// </code>
/// <para>With <c>BACKPROPGEN_ACCEPT_SNAPSHOTS=1</c> in the environment, what is generated is accepted.</para>
/// </remarks>
public static class Snapshot
{
    /// <summary>Compares all that a driver generated, and its diagnostics.</summary>
    /// <param name="driver">A driver that ran: one of <see cref="GeneratedCode"/>, or any other.</param>
    /// <param name="sourceFile">The file of the test, which has the name of its class; the snapshots lie beside it.</param>
    /// <param name="test">The name of the test.</param>
    /// <exception cref="SnapshotException">
    /// A file is missing or differs: what was received lies beside it. Or an accepted file is left over.
    /// </exception>
    public static void Verify(GeneratorDriver driver, [CallerFilePath] string sourceFile = "", [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentException.ThrowIfNullOrEmpty(sourceFile);
        ArgumentException.ThrowIfNullOrEmpty(test);
        GeneratorDriverRunResult result = ResultOf(driver);
        if (result.Results.Select(generator => generator.Exception).FirstOrDefault(exception => exception is not null) is { } exception)
            throw new SnapshotException($"A generator threw: {exception}");
        string name = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{test}";
        new SnapshotFolder(TestFolder.Of(sourceFile), Acceptance.IsOn).Verify(name, SnapshotFiles.Of(result, name));
    }

    /// <summary>Looks for accepted files of tests that are gone, and were called like a member of this class.</summary>
    /// <param name="testClass">The class with the tests.</param>
    /// <param name="sourceFile">The file of the class; the snapshots lie beside it.</param>
    /// <exception cref="SnapshotException">There are some; the message names them.</exception>
    public static void VerifyNoneIsLeftOver(Type testClass, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(testClass);
        ArgumentException.ThrowIfNullOrEmpty(sourceFile);
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        new SnapshotFolder(TestFolder.Of(sourceFile), Acceptance.IsOn)
            .VerifyNoneIsLeftOver(testClass.Name, testClass.GetMethods(All).Select(method => method.Name));
    }

    private static GeneratorDriverRunResult ResultOf(GeneratorDriver driver)
    {
        try
        {
            return driver.GetRunResult();
        }
        catch (NullReferenceException e)
        {
            // Roslyn does not say it better.
            throw new ArgumentException("The driver has not run: call RunGenerators, and take what it returns.", nameof(driver), e);
        }
    }
}
