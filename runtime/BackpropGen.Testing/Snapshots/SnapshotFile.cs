namespace BackpropGen.Testing.Snapshots;

/// <summary>A file as it should be.</summary>
/// <param name="Name">With the test, without what tells accepted files from received ones: <c>Class.Test#Hint.g</c>.</param>
/// <param name="Extension">Without a dot.</param>
/// <param name="Text">Its lines end with a line feed.</param>
internal sealed record SnapshotFile(string Name, string Extension, string Text)
{
    public string Verified => $"{Name}.verified.{Extension}";

    public string Received => $"{Name}.received.{Extension}";
}
