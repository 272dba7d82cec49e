using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackpropGen.Tests.Cases;

/// <summary>
/// Builds a whole corpus in one compilation. A case that the generator rejects or gets wrong is struck out with its diagnostics, and
/// the rest is built again: one fault does not hide the others.
/// </summary>
internal sealed class CorpusBuild
{
    private const int Rounds = 8;

    private readonly Dictionary<string, TestCase> cases;
    private readonly SyntaxTree[] sources;

    private CorpusBuild(IEnumerable<SourceFile> files)
    {
        sources = [.. files.Select(GeneratorHost.Parse)];
        cases = sources.SelectMany(CaseSource.In).ToDictionary(source => source.Name, source => new TestCase(source));
    }

    public TestCase this[string name] => cases[name];

    public static CorpusBuild Of(IEnumerable<SourceFile> files)
    {
        var build = new CorpusBuild(files);
        CSharpCompilation output = build.Generate();
        build.Load(output);
        return build;
    }

    private IEnumerable<TestCase> Sound => cases.Values.Where(@case => !@case.IsBroken);

    /// <summary>The corpus with generated files, without the cases that are broken.</summary>
    private CSharpCompilation Generate()
    {
        for (int round = 0; round < Rounds; round++)
        {
            int before = Sound.Count();
            MetadataReference driver = MetadataReference.CreateFromFile(typeof(CaseDriver).Assembly.Location);
            CSharpCompilation input = GeneratorHost.Compile(Surviving(), [driver]);
            GeneratorRun run = Cultures.Under(CultureInfo.InvariantCulture, () => GeneratorHost.Run(input));
            if (run.Result.Exception is { } exception)
            {
                BlameCrash(exception);
                continue;
            }

            foreach (Diagnostic diagnostic in run.AnalyzerDiagnostics().Where(IsError))
                Blame(diagnostic, @case => @case.Rejections);
            foreach (Diagnostic diagnostic in run.CompilerComplaints().Concat(run.GeneratorDiagnostics))
                Blame(diagnostic, @case => @case.Faults);
            if (Sound.Count() == before)
            {
                BlameCulture(run);
                return run.Output;
            }
        }
        throw new InvalidOperationException($"After {Rounds} rounds there are still cases that do not compile.");
    }

    private void BlameCulture(GeneratorRun run)
    {
        GeneratorRun elsewhere = Cultures.Under(Cultures.UnicodeMinus, () => GeneratorHost.Run(run.Input));
        foreach (GeneratedSourceResult source in run.Sources)
        {
            if (elsewhere.Texts.GetValueOrDefault(source.HintName) == source.SourceText.ToString())
                continue;
            foreach (TestCase @case in Owners(source.SyntaxTree))
                @case.Faults.Add("Another culture gives another text.");
        }
    }

    /// <summary>Finds the methods that the generator cannot bear, by trying each alone.</summary>
    private void BlameCrash(Exception exception)
    {
        int before = Sound.Count();
        foreach (TestCase @case in Sound.ToArray())
        {
            SyntaxTree tree = sources.Single(tree => tree.FilePath == @case.Source.File);
            GeneratorRun run = GeneratorHost.Run(GeneratorHost.Compile([Without(tree, name => name != @case.Source.Name)]));
            if (run.Result.Exception is { } own)
                @case.Faults.Add($"The generator crashes: {own}");
        }
        if (Sound.Count() == before)
            throw new InvalidOperationException("The generator crashes on the whole corpus, and on no method alone.", exception);
    }

    private SyntaxTree[] Surviving() =>
        [.. sources.Select(tree => Without(tree, name => cases.TryGetValue(name, out TestCase? @case) && @case.IsBroken))];

    private static SyntaxTree Without(SyntaxTree tree, Func<string, bool> struck)
    {
        MethodDeclarationSyntax[] methods = [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => CaseSource.HasAttribute(method) && struck(CaseSource.NameOf(method)))];
        if (methods.Length == 0)
            return tree;
        SyntaxNode root = tree.GetRoot().ReplaceNodes(methods, (_, method) => CaseSource.Strike(method));
        return GeneratorHost.Parse(new(tree.FilePath, root.ToFullString()));
    }

    private void Blame(Diagnostic diagnostic, Func<TestCase, List<string>> list)
    {
        SyntaxNode? node = diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan);
        TestCase[] owners = [.. node?.AncestorsAndSelf().OfType<MethodDeclarationSyntax>().Select(Owner).OfType<TestCase>() ?? []];
        if (owners is [])
        {
            // A wrong header or a name clash concerns every method of the file.
            owners = [.. Owners(diagnostic.Location.SourceTree)];
        }
        if (owners is [])
            throw new InvalidOperationException($"No case to blame for {GeneratorRun.Describe(diagnostic)}");

        foreach (TestCase owner in owners)
            list(owner).Add(GeneratorRun.Describe(diagnostic));
    }

    private IEnumerable<TestCase> Owners(SyntaxTree? tree) =>
        tree?.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(Owner).OfType<TestCase>().Distinct() ?? [];

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>The case that a method is, or that a generated method belongs to.</summary>
    private TestCase? Owner(MethodDeclarationSyntax method)
    {
        string name = CaseSource.NameOf(method);
        foreach (string suffix in (string[])["", "Forward", "Backward", "Gradient", "TapeSize"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && cases.TryGetValue(name[..^suffix.Length], out TestCase? @case))
                return @case;
        }
        return null;
    }

    private void Load(CSharpCompilation output)
    {
        Dictionary<TestCase, SyntaxTree> drivers = [];
        foreach (TestCase @case in Sound.ToArray())
        {
            if (Write(@case, output) is { } driver)
                drivers.Add(@case, driver);
        }

        SyntaxTree[] twins = [.. sources.Select(DoubleTwin.Of)];
        LoadedAssembly? loaded = LoadedAssembly.From(
            output.AddSyntaxTrees([.. twins, .. drivers.Values]), out IEnumerable<Diagnostic> diagnostics);
        if (loaded is null)
        {
            BlameDrivers(drivers, diagnostics);
            loaded = LoadedAssembly.From(output.AddSyntaxTrees([.. twins, .. drivers.Values]), out diagnostics)
                ?? throw new InvalidOperationException(string.Join("\n", diagnostics.Select(GeneratorRun.Describe)));
        }

        // Kept loaded for as long as the tests run.
        foreach (TestCase @case in drivers.Keys)
            @case.Driver = (CaseDriver)Activator.CreateInstance(loaded.Assembly.GetType(DriverWriter.ClassName(@case.Source.Name))!)!;
    }

    private static SyntaxTree? Write(TestCase @case, CSharpCompilation output)
    {
        (string type, string name) = (@case.Source.Name.Split('.')[0], @case.Source.Name.Split('.')[1]);
        // What is generic is a case for double.
        ITypeSymbol number = output.GetSpecialType(SpecialType.System_Double);
        IMethodSymbol method = output.GetSymbolsWithName(type, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Select(symbol => symbol.Arity == 0 ? symbol : symbol.Construct([.. symbol.TypeParameters.Select(_ => number)]))
            .SelectMany(symbol => symbol.GetMembers(name)).OfType<IMethodSymbol>().Single();
        if (method.IsGenericMethod)
            method = method.Construct([.. method.TypeParameters.Select(_ => number)]);
        @case.Signature = new(method, @case.Source);

        var writer = new DriverWriter(@case.Signature);
        string text = writer.Write();
        @case.Faults.AddRange(writer.Faults);
        return @case.IsBroken ? null : GeneratorHost.Parse(new($"{DriverWriter.ClassName(@case.Source.Name)}.cs", text));
    }

    /// <summary>A driver that does not compile shows a member that is not what the contract says.</summary>
    private static void BlameDrivers(Dictionary<TestCase, SyntaxTree> drivers, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics.Where(IsError))
        {
            TestCase? @case = drivers.FirstOrDefault(pair => pair.Value == diagnostic.Location.SourceTree).Key
                ?? throw new InvalidOperationException(GeneratorRun.Describe(diagnostic));
            @case.Faults.Add($"The generated members cannot be called by the contract: {GeneratorRun.Describe(diagnostic)}");
        }
        foreach (TestCase broken in drivers.Keys.Where(@case => @case.IsBroken).ToArray())
            drivers.Remove(broken);
    }
}
