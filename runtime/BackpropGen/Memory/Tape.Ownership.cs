using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BackpropGen;

// Whose tape it is. Ownership is taken when work begins on a free tape, and given back when no frame and no record is left, so that
// everything in between needs a plain comparison only.
public sealed partial class Tape
{
    // Neither is 0, which a thread has for its number until it takes one.
    private const int Nobody = -1;
    private const int Retired = -2;

    private static int s_lastThread;

    /// <summary>
    /// This thread's number. Faster to get than its managed id, and not given again to another thread when this one has ended: what it
    /// left on a tape stays its own.
    /// </summary>
    [ThreadStatic]
    private static int s_thread;

    /// <summary>The number of the owning thread, or one of the two above.</summary>
    private int _owner = Nobody;

    private bool IsDisposed => Volatile.Read(ref _owner) == Retired;

    private bool IsMine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _owner == s_thread;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AcquireOwnership()
    {
        if (s_thread == 0)
            s_thread = Interlocked.Increment(ref s_lastThread);
        if (Interlocked.CompareExchange(ref _owner, s_thread, Nobody) != Nobody)
            ThrowNotMine();
    }

    /// <summary>Makes the tape this thread's, and says whether it was nobody's before.</summary>
    private bool EnterIdle()
    {
        if (IsMine)
            return false;

        AcquireOwnership();
        return true;
    }

    /// <summary>Publishes everything that this thread did to the tape to the next owner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReleaseOwnership() => Volatile.Write(ref _owner, Nobody);

    private void Retire() => Volatile.Write(ref _owner, Retired);

    [DoesNotReturn]
    private void ThrowNotMine()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        throw new InvalidOperationException(
            "This tape is in use by another thread: it holds records of that thread, or a pass is running there. Use one tape for each thread.");
    }
}
