namespace BackpropGen;

/// <summary>What a completed Forward left for its Backward: where its memory, directory entries, notes and nested records begin.</summary>
internal struct TapeRecord
{
    /// <summary>Where its memory begins. The memory of its nested records lies between its own.</summary>
    internal Mark Start;

    /// <summary>The top of the record stack when it was complete.</summary>
    internal Mark End;

    /// <summary>The first entry of its range of the directory: slots first, then the appended ones.</summary>
    internal int DirectoryBase;

    internal int DirectoryEnd;

    internal int Slots;

    internal int NoteBase;

    /// <summary>The index of its first nested record: these lie directly under it.</summary>
    internal int RecordBase;

    /// <summary>The bytes it allocated, those of its nested records included.</summary>
    internal long Bytes;
}
