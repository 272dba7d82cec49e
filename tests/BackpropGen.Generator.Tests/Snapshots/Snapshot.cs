using System.Reflection;
using System.Runtime.CompilerServices;
#if VERIFY
using VerifyTests;
using VerifyXunit;
#endif

namespace BackpropGen.Tests.Snapshots;

/// <summary>The one door to snapshots: the built-in comparer, or Verify with <c>-p:SnapshotEngine=Verify</c>.</summary>
internal static class Snapshot
{
    public static string ProjectDirectory { get; } = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ProjectDirectory").Value!;

#if VERIFY
    [ModuleInitializer]
    public static void Initialize() => VerifySourceGenerators.Initialize();

    public static Task Verify(GeneratorRun run, string testClass, [CallerMemberName] string test = "") =>
        Verifier.Verify(run.Driver).UseDirectory(ProjectDirectory).UseFileName($"{testClass}.{test}").ToTask();
#else
    public static Task Verify(GeneratorRun run, string testClass, [CallerMemberName] string test = "")
    {
        new SnapshotFolder(ProjectDirectory).Verify($"{testClass}.{test}", run.Texts);
        return Task.CompletedTask;
    }
#endif
}
