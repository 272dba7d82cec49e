namespace BackpropGen;

/// <summary>
/// How much scratch memory going back over the records of a tape borrows at most. They borrow one after the other, so that only the most of it
/// counts: a record is listed where it claims more than all below it.
/// </summary>
internal sealed unsafe class ScratchClaims
{
    private (nint Record, long Bytes)[] _claims = new (nint, long)[4];
    private int _count;

    /// <summary>The most that a record claims.</summary>
    internal long Most => _count == 0 ? 0 : _claims[_count - 1].Bytes;

    /// <summary>A record on top of all others claims some bytes.</summary>
    internal void Add(TapeRecord* record, long bytes)
    {
        if (bytes <= Most)
            return;

        if (_count == _claims.Length)
            Array.Resize(ref _claims, 2 * _count);
        _claims[_count++] = ((nint)record, bytes);
    }

    /// <summary>A record is released.</summary>
    internal void Remove(TapeRecord* record)
    {
        if (_count > 0 && _claims[_count - 1].Record == (nint)record)
            _count--;
    }

    internal void Clear() => _count = 0;
}
