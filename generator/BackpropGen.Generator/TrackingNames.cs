namespace BackpropGen.Generator;

/// <summary>The names of the pipeline's steps, as tests of its caching see them.</summary>
public static class TrackingNames
{
    public const string Lower = "BackpropGen.Lower";
    public const string Helpers = "BackpropGen.Helpers";
    public const string Differentiate = "BackpropGen.Differentiate";
    public const string Emit = "BackpropGen.Emit";
    public const string Report = "BackpropGen.Report";
}
