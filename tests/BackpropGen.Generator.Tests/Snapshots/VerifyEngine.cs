#if VERIFY
using System.Runtime.CompilerServices;
using VerifyTests;

namespace BackpropGen.Tests.Snapshots;

/// <summary>Teaches Verify what a generator's driver is.</summary>
internal static class VerifyEngine
{
    [ModuleInitializer]
    public static void Initialize() => VerifySourceGenerators.Initialize();
}
#endif
