namespace BackpropGen.Tests;

/// <summary>All consumers that are built and not published, in one solution: a build of each alone takes five times as long.</summary>
internal sealed class ConsumerBuild
{
    private const string Configuration = "Release";

    private readonly string folder;

    public ConsumerBuild(Checkout checkout)
    {
        folder = checkout.Folder("built");
        Consumer[] consumers =
        [
            .. ReportingConsumer.All(checkout),
            .. RequirementConsumer.All(checkout),
            .. ProgramConsumer.All(checkout),
        ];
        SolutionFile.Write(Path.Combine(folder, "Consumers.slnx"), [.. consumers.Select(consumer => consumer.Write(folder))]);
        Result = Dotnet.Run(folder, "build", "Consumers.slnx", "-c", Configuration, "-v", "q");
    }

    public Dotnet Result { get; }

    /// <summary>The errors and warnings of one project, without the folder.</summary>
    public string[] Complaints(string name)
    {
        string project = $"{Path.DirectorySeparatorChar}{name}.csproj";
        return [.. Result.Complaints.Where(line => line.Contains(project, StringComparison.Ordinal)).Select(Short)];
    }

    /// <summary>The folder of one project.</summary>
    public string Folder(string name) => Path.Combine(folder, name);

    /// <summary>What was built; it is there if the build succeeded.</summary>
    public string Assembly(string name, string framework = "net10.0") =>
        Path.Combine(Folder(name), "bin", Configuration, framework, name + ".dll");

    private string Short(string line) => line.Replace(folder + Path.DirectorySeparatorChar, "").Replace('\\', '/');
}
