namespace BackpropGen.Tests.Cases;

/// <summary>
/// Calls a forward method and its generated members. One subclass a case, written as C# source and compiled with the case,
/// because spans and ref structs cannot be passed by reflection.
/// </summary>
public abstract class CaseDriver
{
    /// <summary>The length of a buffer.</summary>
    public abstract int Length(int leaf, int n, int m, int seed);

    /// <summary>The first length of an array of several dimensions.</summary>
    public abstract int Rows(int leaf, int n, int m, int seed);

    /// <summary>The value of an integer or a truth value (0 or 1), or null for a random one.</summary>
    public abstract long? Fixed(int leaf, int n, int m, int seed);

    /// <summary>The elements of an integer buffer are below this.</summary>
    public abstract int Below(int leaf, int n, int m, int seed);

    /// <summary>The forward method.</summary>
    public abstract double Call(Values v);

    /// <summary>The forward method with every float made a double.</summary>
    public abstract double Twin(Values v);

    public abstract double Forward(Values v, Tape tape);

    public abstract void Backward(Values v, Tape tape, double dResult, Values d);

    /// <summary>Only where <see cref="HasGradient"/>.</summary>
    public abstract double Gradient(Values v, Values d, Tape tape);

    public abstract bool HasGradient { get; }

    /// <summary>It makes objects for its arguments.</summary>
    public virtual bool Allocates => false;

    /// <summary>Null where the method has no tape size method.</summary>
    public abstract long? TapeSize(Values v);
}
