namespace SineLstm;

/// <summary>A mistake put in on purpose, to show that the gradient check finds it.</summary>
public enum Fault
{
    /// <summary>No mistake.</summary>
    None,

    /// <summary>The gradient of the weights of the read-out is twice what it should be.</summary>
    WrongGradient,

    /// <summary>The function overwrites its initial state.</summary>
    OverwrittenState,
}
