namespace BackpropGen;

/// <summary>
/// The head of what a Forward leaves for its Backward. Behind it stand the slots, 8 bytes each, then the noted sizes, 4 bytes each, and then,
/// wherever there is room, what the pass allocated, its nested records among it.
/// </summary>
internal unsafe struct TapeRecord
{
    /// <summary>What a slot holds before it is written: no address, and a number that hardly anybody saves.</summary>
    internal const ulong Unwritten = 0xFFF7_4E4F_5448_4947;

    /// <summary>Set in <see cref="SlotsAndMark"/> where a saved value looks like <see cref="Unwritten"/>.</summary>
    internal const int SavesUnwritten = int.MinValue;

    /// <summary>The record that was on top when it began: its nested ones lie on that.</summary>
    internal TapeRecord* Before;

    /// <summary>The record that was on top when it was complete: its last nested one, or else <see cref="Before"/>.</summary>
    internal TapeRecord* Last;

    /// <summary>The position of the top of the tape when it was complete.</summary>
    internal long End;

    /// <summary>The bytes that it takes, those of its nested records included.</summary>
    internal long Bytes;

    internal int SlotsAndMark;

    /// <summary>How many sizes it noted.</summary>
    internal int Notes;

    /// <summary>The number of its method's name.</summary>
    internal int Method;

    /// <summary>How many records are nested in it, at any depth.</summary>
    internal int Nested;

    internal readonly int Slots => SlotsAndMark & ~SavesUnwritten;

    /// <summary>The bytes that a record takes before anything is allocated.</summary>
    internal static long BytesOf(int slots, int notes) => sizeof(TapeRecord) + 8L * slots + BytesOfNotes(notes);

    internal static long BytesOfNotes(int notes) => (4L * notes + 7) & ~7L;
}
