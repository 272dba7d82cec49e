#if !VERIFY
using System.Runtime.CompilerServices;
using BackpropGen.Testing;
using Microsoft.CodeAnalysis;

namespace VerifyXunit;

/// <summary>Stands in for the one of Verify.Xunit: the same call, the same files, no package.</summary>
internal static class Verifier
{
    public static Task Verify(GeneratorDriver driver, [CallerFilePath] string sourceFile = "", [CallerMemberName] string test = "")
    {
        Snapshot.Verify(driver, sourceFile, test);
        return Task.CompletedTask;
    }
}
#endif
