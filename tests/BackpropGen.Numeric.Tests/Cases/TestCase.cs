namespace BackpropGen.Tests.Cases;

/// <summary>A case, built: ready to run, or with what is wrong with it.</summary>
internal sealed class TestCase(CaseSource source)
{
    public CaseSource Source { get; } = source;

    public Signature? Signature { get; set; }

    public CaseDriver? Driver { get; set; }

    /// <summary>Of the compiler, the generator and the driver.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Diagnostics of the analyzer: the generator rejects the method.</summary>
    public List<string> Rejections { get; } = [];

    public bool IsBroken => Faults.Count > 0 || Rejections.Count > 0;
}
