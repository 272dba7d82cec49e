using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BackpropGen;

/// <summary>
/// A stack of bytes over a chain of native blocks. What it handed out never moves; what was popped is kept for reuse.
/// </summary>
/// <remarks>
/// <para>
/// Blocks up to the current one hold live bytes, blocks behind it are free. An allocation that does not fit into the rest of the
/// current block goes to the next one, so a run that repeats another's allocations finds every block where the other left it.
/// </para>
/// <para>
/// A position counts the bytes from the start of the first block, as if the blocks lay one behind the other: positions compare, and say
/// how far two allocations are apart. Blocks are whole pages, and a table of pages leads back from a position to its address.
/// </para>
/// </remarks>
internal sealed unsafe class BlockStack
{
    /// <summary>The alignment of a block: a cache line, and the widest vector.</summary>
    private const int BlockAlignment = 64;

    /// <summary>A page is the smallest block.</summary>
    private const int PageBits = 16;

    private const long Page = 1L << PageBits;

    private Block[] _blocks = [];
    private int _blockCount;
    private int _current = -1;
    private byte* _start;
    private byte* _top;
    private byte* _end;

    /// <summary>What makes a position of an address in the current block.</summary>
    private long _toPosition;

    /// <summary>What makes an address of a position, by its page, and how many pages the used blocks have.</summary>
    private long[] _toAddress = [];
    private long _usedPages;

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

    internal long TopPosition
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (long)_top + _toPosition;
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

    /// <summary>Releases an allocation and everything above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reset(byte* allocation)
    {
        if (allocation >= _start && allocation <= _top)
            _top = allocation;
        else
            ResetToOtherBlock(new Mark(BlockOf(allocation), allocation));
    }

    /// <summary>Releases everything.</summary>
    internal void Clear() => ResetToOtherBlock(new Mark(-1, null));

    /// <summary>The position of the newest allocation, or of one in the same block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long PositionOfNewest(byte* allocation) => (long)allocation + _toPosition;

    /// <summary>The position of an allocation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long PositionOf(byte* allocation) =>
        allocation >= _start && allocation <= _top ? PositionOfNewest(allocation) : PositionInOtherBlock(allocation);

    /// <summary>The address of a position; null where no used block has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* AddressOf(long position)
    {
        long page = position >> PageBits;
        if ((ulong)page >= (ulong)_usedPages)
            return null;

        return (byte*)(position + Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_toAddress), (nint)page));
    }

    /// <summary>Sees to it that <paramref name="bytes"/> more, in whatever portions, need no further block.</summary>
    internal void Reserve(long bytes)
    {
        if (bytes <= _end - _top)
            return;

        // Portions that still fit go to the rest of the current block, and all others fit into the one behind it.
        if (!BringFree(bytes))
        {
            // All free blocks are too small. What is to come needs none of them.
            FreeBehind(_current == 0 && TopPosition == 0 ? -1 : _current);
            Insert(bytes);
        }

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
        if (!BringFree(bytes))
        {
            // An eighth of what there is: the number of blocks grows with the logarithm of their size, and little is reserved in vain.
            // Several allocations of one size, with the small ones that belong to them, fill the block.
            long room = Math.Max(Reserved / 8, Page);
            Insert(bytes > room ? bytes : bytes < 4096 ? room : room / bytes * (bytes + bytes / 64 + 256));
        }

        Enter(_current + 1);
        byte* start = _top;
        _top += bytes;
        Allocated += bytes;
        return start;
    }

    /// <summary>Puts a free block that holds <paramref name="bytes"/> behind the current one, and says whether there is one.</summary>
    private bool BringFree(long bytes)
    {
        int next = _current + 1;
        for (int i = next; i < _blockCount; i++)
        {
            if (_blocks[i].Size >= bytes)
            {
                // No mark points behind the current block, so that free blocks may change places.
                (_blocks[next], _blocks[i]) = (_blocks[i], _blocks[next]);
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts a new block behind the current one.</summary>
    private void Insert(long bytes)
    {
        if (_blockCount == _blocks.Length)
            Array.Resize(ref _blocks, Math.Max(8, 2 * _blockCount));

        int next = _current + 1;
        Block added = Block.Allocate(Math.Max(bytes, Page));
        Array.Copy(_blocks, next, _blocks, next + 1, _blockCount - next);
        _blocks[next] = added;
        _blockCount++;
        Reserved += added.Size;
    }

    /// <summary>Makes the block after the current one, or one before it, the current one, empty.</summary>
    private void Enter(int index)
    {
        long position = index == 0 ? 0 : _blocks[index - 1].Position + _blocks[index - 1].Size;
        bool isMapped = _blocks[index].Position == position;
        _blocks[index].Position = position;
        Block block = _blocks[index];
        Map(block, isMapped);
        _current = index;
        _start = block.Start;
        _top = block.Start;
        _end = block.Start + block.Size;
        _toPosition = block.Position - (long)block.Start;
    }

    /// <summary>Enters a block into the table of pages.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isMapped">It stood there before: unless its first page is another block's now, all of its pages are still its own.</param>
    private void Map(Block block, bool isMapped)
    {
        int first = (int)(block.Position >> PageBits);
        int count = (int)(block.Size >> PageBits);
        _usedPages = first + count;
        long toAddress = (long)block.Start - block.Position;
        if (isMapped && _toAddress[first] == toAddress)
            return;

        if (_usedPages > _toAddress.Length)
            Array.Resize(ref _toAddress, (int)Math.Max(_usedPages, Math.Max(64, 2L * _toAddress.Length)));
        _toAddress.AsSpan(first, count).Fill(toAddress);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long PositionInOtherBlock(byte* allocation)
    {
        Block block = _blocks[BlockOf(allocation)];
        return block.Position + (allocation - block.Start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ResetToOtherBlock(Mark mark)
    {
        if (_blockCount == 0)
            return;

        // A mark from before the first block is the start of that block: the next allocation then finds its way at once.
        Enter(Math.Max(mark.Block, 0));
        if (mark.Block >= 0)
            _top = mark.Top;
    }

    /// <summary>The index of the used block that an allocation is in: nearly always the one before the current one.</summary>
    private int BlockOf(byte* allocation)
    {
        int index = _current;
        while (allocation < _blocks[index].Start || allocation >= _blocks[index].Start + _blocks[index].Size)
            index--;

        return index;
    }

    private void Free()
    {
        FreeBehind(-1);
        _blocks = [];
    }

    /// <summary>Gives the blocks behind one of them back to the system; those behind -1 are all.</summary>
    private void FreeBehind(int last)
    {
        for (; _blockCount > last + 1; _blockCount--)
        {
            Reserved -= _blocks[_blockCount - 1].Size;
            _blocks[_blockCount - 1].Free();
        }

        if (last < 0)
        {
            _current = -1;
            _start = null;
            _top = null;
            _end = null;
            _toPosition = 0;
            _usedPages = 0;
        }
    }

    private struct Block(byte* start, long size)
    {
        internal readonly byte* Start = start;
        internal readonly long Size = size;

        /// <summary>Where it starts, or started when it was used; -1 of a new one.</summary>
        internal long Position = -1;

        internal static Block Allocate(long bytes)
        {
            long size = checked(bytes + Page - 1) & -Page;
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
