namespace BackpropGen.Testing.Numerics;

/// <summary>The distance of 1 from the next larger number.</summary>
internal static class Precision
{
    public const double Double = 2.220446049250313e-16;

    public const double Single = 1.1920929e-7;
}
