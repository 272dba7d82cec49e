namespace BackpropGen.Testing;

/// <summary>What a check found out of an entry of a gradient.</summary>
public enum GradientVerdict
{
    /// <summary>The gradient is the derivative, within the error of the differences.</summary>
    Agrees,

    /// <summary>The function has a kink here, and the gradient lies between the derivatives to both sides.</summary>
    Kink,

    /// <summary>The differences are not exact enough to tell.</summary>
    Inconclusive,

    /// <summary>The gradient is not the derivative: they differ by more than any error of the differences.</summary>
    Disagrees,
}
