using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace BackpropGen.Tests;

/// <summary>An assembly compiled in memory, in a load context of its own.</summary>
internal sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext context = new("InMemory", isCollectible: true);

    private LoadedAssembly(Stream image) => Assembly = context.LoadFromStream(image);

    public Assembly Assembly { get; }

    /// <summary>Null, and the diagnostics, where the compilation does not compile.</summary>
    public static LoadedAssembly? From(Compilation compilation, out IEnumerable<Diagnostic> diagnostics)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        diagnostics = result.Diagnostics;
        if (!result.Success)
            return null;

        image.Position = 0;
        return new(image);
    }

    public void Dispose() => context.Unload();
}
