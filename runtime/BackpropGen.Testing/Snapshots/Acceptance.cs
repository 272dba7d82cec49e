namespace BackpropGen.Testing.Snapshots;

/// <summary>Whether what is generated is accepted as it is.</summary>
internal static class Acceptance
{
    public const string Variable = "BACKPROPGEN_ACCEPT_SNAPSHOTS";

    /// <exception cref="SnapshotException">It is asked for where it would hide every change: in a build server's run.</exception>
    public static bool IsOn => IsOnIn(Environment.GetEnvironmentVariable);

    public static bool IsOnIn(Func<string, string?> environment)
    {
        if (!IsTrue(environment(Variable)))
            return false;
        return IsTrue(environment("CI"))
            ? throw new SnapshotException(
                $"{Variable} is set where CI is set, too: every snapshot would pass. Accept snapshots where they are read.")
            : true;
    }

    private static bool IsTrue(string? value) => value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
