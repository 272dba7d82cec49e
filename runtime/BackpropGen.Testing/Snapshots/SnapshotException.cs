namespace BackpropGen.Testing;

/// <summary>Snapshots differ from what is generated, or what is generated does not compile; the message says where.</summary>
public sealed class SnapshotException(string message) : Exception(message);
