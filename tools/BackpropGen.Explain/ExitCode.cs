namespace BackpropGen.Explain;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Every marked method has its page.</summary>
    public const int Ok = 0;

    /// <summary>So it has, but some methods were refused: their pages say why.</summary>
    public const int Refused = 1;

    /// <summary>The arguments make no sense, the source does not compile, or the pages cannot be written.</summary>
    public const int BadInput = 2;
}
