using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BackpropGen;

/// <summary>
/// A stack of bytes over a chain of native blocks. What it handed out never moves; what was popped is kept for reuse.
/// </summary>
/// <remarks>
/// Blocks up to the current one hold live bytes, blocks behind it are free. An allocation that does not fit into the rest of the
/// current block goes to the next one, so a run that repeats another's allocations finds every block where the other left it.
/// </remarks>
internal sealed unsafe class BlockStack
{
    /// <summary>The alignment of a block: a cache line, and the widest vector.</summary>
    private const int BlockAlignment = 64;

    private const long SmallestBlock = 64 * 1024;

    private Block[] _blocks = [];
    private int _blockCount;
    private int _current = -1;
    private byte* _top;
    private byte* _end;

    ~BlockStack() => Free();

    /// <summary>The bytes of all blocks, used or free.</summary>
    internal long Reserved { get; private set; }

    /// <summary>The bytes of all allocations, without what was left unused at the end of blocks. Who releases memory counts them back.</summary>
    internal long Allocated;

    internal Mark Top
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_current, _top);
    }

    /// <summary>Allocates uninitialised memory, aligned to 8 bytes. <paramref name="bytes"/> is a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* Allocate(long bytes)
    {
        byte* start = _top;
        if (bytes > _end - start)
            return AllocateInNextBlock(bytes);

        _top = start + bytes;
        Allocated += bytes;
        return start;
    }

    /// <summary>Releases everything above <paramref name="mark"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reset(Mark mark)
    {
        if (mark.Block == _current)
            _top = mark.Top;
        else
            ResetToOtherBlock(mark);
    }

    /// <summary>Releases everything.</summary>
    internal void Clear() => ResetToOtherBlock(new Mark(-1, null));

    /// <summary>Sees to it that <paramref name="bytes"/> more, in whatever portions, need no further block.</summary>
    internal void Reserve(long bytes)
    {
        if (bytes <= _end - _top)
            return;

        // Portions that still fit go to the rest of the current block, and all others fit into the one behind it.
        BringNext(bytes, bytes);
        if (_current < 0)
            Clear();
    }

    /// <summary>Gives all memory back to the system.</summary>
    internal void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* AllocateInNextBlock(long bytes)
    {
        // As much again as there is already, so that the number of blocks grows with the logarithm of their size.
        BringNext(bytes, Math.Max(bytes, Reserved));
        Block block = _blocks[++_current];
        _end = block.Start + block.Size;
        _top = block.Start + bytes;
        Allocated += bytes;
        return block.Start;
    }

    /// <summary>Puts a free block that holds <paramref name="bytes"/> behind the current one; where none is, one of <paramref name="newSize"/>.</summary>
    private void BringNext(long bytes, long newSize)
    {
        int next = _current + 1;
        for (int i = next; i < _blockCount; i++)
        {
            if (_blocks[i].Size >= bytes)
            {
                // No mark points behind the current block, so that free blocks may change places.
                (_blocks[next], _blocks[i]) = (_blocks[i], _blocks[next]);
                return;
            }
        }

        if (_blockCount == _blocks.Length)
            Array.Resize(ref _blocks, Math.Max(8, 2 * _blockCount));

        Block added = Block.Allocate(Math.Max(newSize, SmallestBlock));
        Array.Copy(_blocks, next, _blocks, next + 1, _blockCount - next);
        _blocks[next] = added;
        _blockCount++;
        Reserved += added.Size;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ResetToOtherBlock(Mark mark)
    {
        if (_blockCount == 0)
            return;

        // A mark from before the first block is the start of that block: the next allocation then finds its way at once.
        int index = Math.Max(mark.Block, 0);
        Block block = _blocks[index];
        _current = index;
        _top = mark.Block < 0 ? block.Start : mark.Top;
        _end = block.Start + block.Size;
    }

    private void Free()
    {
        for (int i = 0; i < _blockCount; i++)
            _blocks[i].Free();

        _blocks = [];
        _blockCount = 0;
        _current = -1;
        _top = null;
        _end = null;
        Reserved = 0;
    }

    private readonly struct Block(byte* start, long size)
    {
        internal readonly byte* Start = start;
        internal readonly long Size = size;

        internal static Block Allocate(long bytes)
        {
            long size = checked(bytes + BlockAlignment - 1) & -BlockAlignment;
            byte* start = (byte*)NativeMemory.AlignedAlloc(checked((nuint)size), BlockAlignment);
            // The collector otherwise sees a small object and takes its time to finalise a forgotten tape.
            GC.AddMemoryPressure(size);
            return new Block(start, size);
        }

        internal void Free()
        {
            NativeMemory.AlignedFree(Start);
            GC.RemoveMemoryPressure(Size);
        }
    }
}
