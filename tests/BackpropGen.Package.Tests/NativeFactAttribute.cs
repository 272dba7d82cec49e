using Xunit;

namespace BackpropGen.Tests;

/// <summary>A test that links native code; it is skipped, and counted as skipped, on a machine without a linker.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    private static readonly string[] Linkers = ["clang", "gcc"];

    public NativeFactAttribute()
    {
        if (!HasLinker())
            Skip = "There is no native linker on this machine.";
    }

    private static bool HasLinker()
    {
        if (OperatingSystem.IsWindows())
        {
            string programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86);
            return File.Exists(Path.Combine(programs, "Microsoft Visual Studio", "Installer", "vswhere.exe"));
        }
        string[] folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return Linkers.Any(linker => folders.Any(folder => File.Exists(Path.Combine(folder, linker))));
    }
}
