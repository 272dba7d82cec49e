namespace BackpropGen.Testing;

/// <summary>Something wrong with a method or its derivative that is no matter of single entries.</summary>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record GradientProblem(GradientProblemKind Kind, string Message);

/// <summary>The kinds of problems.</summary>
public enum GradientProblemKind
{
    /// <summary>Two calls with the same arguments give different results: the method depends on state that it changes, or on chance.</summary>
    NotRepeatable,

    /// <summary>The method changes an argument that counts as read only.</summary>
    ChangesInput,

    /// <summary>The forward method gives another value than the method itself.</summary>
    ForwardDiffers,

    /// <summary>The method or its derivative throws.</summary>
    Throws,

    /// <summary>The backward method overwrites a gradient instead of adding to it.</summary>
    Overwrites,

    /// <summary>A second call of the derivative gives another gradient.</summary>
    SecondCallDiffers,

    /// <summary>Several forward calls, followed by as many backward calls, give another gradient than one of each.</summary>
    SplitDiffers,

    /// <summary>Records stay on the tape.</summary>
    LeavesRecords,

    /// <summary>The derivative allocates memory on the managed heap.</summary>
    Allocates,

    /// <summary>A gradient is not finite where the method is.</summary>
    NotFinite,
}
