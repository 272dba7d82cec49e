namespace SineLstm;

/// <summary>What the program tells its caller.</summary>
public static class ExitCode
{
    /// <summary>The gradients are right, and training was done.</summary>
    public const int Ok = 0;

    /// <summary>The gradients are wrong or cannot be checked, or training diverged.</summary>
    public const int Failed = 1;

    /// <summary>The options make no sense, or the pictures cannot be written.</summary>
    public const int BadOptions = 2;

    /// <summary>Ended by Ctrl-C, after writing what had been reached.</summary>
    public const int Interrupted = 130;
}
