using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BackpropGen.Testing.Snapshots;

/// <summary>
/// How a project was built: the compiler's own arguments, which the build files of BackpropGen write down. The first line is the folder of
/// the project, the second the version of the compiler.
/// </summary>
internal sealed class ProjectDescription
{
    private const string Ending = ".compilation.rsp";

    private readonly string folder;
    private readonly string compiler;
    private readonly string assembly;
    private readonly CSharpCommandLineArguments arguments;

    /// <exception cref="InvalidDataException">It is no description.</exception>
    public ProjectDescription(string path)
    {
        string[] lines = File.ReadAllLines(path);
        if (lines.Length < 3)
            throw new InvalidDataException($"'{path}' does not say how a project was built: build it again.");
        (folder, compiler) = (lines[0], lines[1]);
        assembly = Path.GetFileName(path)[..^Ending.Length];
        // What an older Roslyn does not know of a newer compiler's arguments it passes over.
        arguments = CSharpCommandLineParser.Default.Parse(lines[2..], folder, sdkDirectory: null);
    }

    /// <summary>Those of the projects that are beside this assembly.</summary>
    public static IEnumerable<ProjectDescription> All =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*" + Ending).Select(path => new ProjectDescription(path));

    public IEnumerable<string> SourceFiles => arguments.SourceFiles.Select(file => file.Path);

    /// <summary>Null where there is none.</summary>
    public static ProjectDescription? Of(Assembly assembly)
    {
        string name = assembly.GetName().Name + Ending;
        return new[] { Path.GetDirectoryName(assembly.Location), AppContext.BaseDirectory }
            .Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, name)).Where(File.Exists)
            .Select(path => new ProjectDescription(path)).FirstOrDefault();
    }

    /// <summary>From the sources as they are now.</summary>
    /// <exception cref="SnapshotException">What it was built from is not there.</exception>
    public CSharpCompilation Compile()
    {
        IEnumerable<string> files = SourceFiles.Concat(arguments.MetadataReferences.Select(reference => reference.Reference));
        string missing = string.Join(", ", files.Where(path => !File.Exists(path)).Take(5));
        if (missing.Length > 0)
            throw new SnapshotException($"{assembly} was built from files that are not there: {missing}. Build it where the tests run.");
        return CSharpCompilation.Create(
            assembly,
            SourceFiles.Select(Parse),
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties)),
            arguments.CompilationOptions.WithStrongNameProvider(new DesktopStrongNameProvider(arguments.KeyFileSearchPaths)));
    }

    public CSharpParseOptions ParseOptions => arguments.ParseOptions;

    /// <summary>
    /// What to do where the Roslyn of the tests does not understand what the compiler of the build did; empty where it is as new.
    /// </summary>
    public string Hint
    {
        get
        {
            Version ours = typeof(CSharpCompilation).Assembly.GetName().Version!;
            bool isKnown = Version.TryParse(compiler.Replace("roslyn", ""), out Version? theirs);
            return isKnown && new Version(ours.Major, ours.Minor) < theirs
                ? $"{assembly} was built by a C# compiler of version {theirs}, and the tests run with {ours.ToString(2)}: "
                    + "where newer language or libraries are the cause, reference that version of Microsoft.CodeAnalysis.CSharp there."
                : "";
        }
    }

    /// <summary>With its path in the project, so that diagnostics are the same on every machine.</summary>
    private SyntaxTree Parse(string file)
    {
        using FileStream stream = File.OpenRead(file);
        string path = Path.GetRelativePath(folder, file).Replace('\\', '/');
        return CSharpSyntaxTree.ParseText(SourceText.From(stream, arguments.Encoding), ParseOptions, path);
    }
}
