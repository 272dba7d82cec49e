using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>A run of elements: <paramref name="Count"/> from <paramref name="Offset"/> in a buffer with storage of its own. Null: not known.</summary>
internal sealed record Region(Variable Root, Polynomial? Offset, Polynomial? Count);

/// <summary>A statement reads or writes a region.</summary>
internal sealed record Access(Region Region, Statement At, bool IsWrite);
