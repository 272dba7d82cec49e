using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BackpropGen;

// Whole buffers at a time.
public static partial class Vjp
{
    /// <summary>
    /// The adjoint of <c>source.CopyTo(destination)</c>: adds the destination's cotangents to the source's, and sets them to 0, for the copy
    /// has overwritten what was there. The two may overlap, as in the copy.
    /// </summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="dSource">The cotangents of the source.</param>
    /// <param name="dDestination">The cotangents of the destination, which may be longer.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the source. Nothing has changed.</exception>
    public static void CopyTo<T>(Span<T> dSource, Span<T> dDestination) where T : IFloatingPointIeee754<T>
    {
        if (dSource.Length > dDestination.Length)
            throw new ArgumentException("The destination is shorter than the source.", nameof(dDestination));

        dDestination = dDestination[..dSource.Length];
        if (!MemoryExtensions.Overlaps<T>(dSource, dDestination, out int shift))
        {
            Add(dSource, dDestination);
            dDestination.Clear();
            return;
        }

        // Each cotangent must be taken before another one is added to its place, which happens where the source reaches into the
        // destination: behind us if we go towards the destination's side.
        if (shift > 0)
        {
            for (int i = 0; i < dSource.Length; i++)
                Move(ref dDestination[i], ref dSource[i]);
        }
        else if (shift < 0)
        {
            for (int i = dSource.Length - 1; i >= 0; i--)
                Move(ref dDestination[i], ref dSource[i]);
        }
    }

    /// <summary>
    /// As <see cref="CopyTo"/>, where nothing used the destination before the copy and the two do not overlap: nobody asks for the
    /// destination's cotangents any more, so they stay as they are.
    /// </summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="dSource">The cotangents of the source, which are added to.</param>
    /// <param name="dDestination">The cotangents of the destination, which may be longer.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the source. Nothing has changed.</exception>
    public static void CopyToFresh<T>(Span<T> dSource, ReadOnlySpan<T> dDestination) where T : IFloatingPointIeee754<T>
    {
        if (dSource.Length > dDestination.Length)
            throw new ArgumentException("The destination is shorter than the source.", nameof(dDestination));

        Add(dSource, dDestination);
    }

    /// <summary>
    /// The adjoint of <c>destination.Fill(value)</c>: the value's cotangent is the sum of the destination's, which are set to 0.
    /// </summary>
    /// <typeparam name="T">The floating-point type.</typeparam>
    /// <param name="dDestination">The cotangents of the destination.</param>
    /// <returns>The cotangent of the value.</returns>
    public static T Fill<T>(Span<T> dDestination) where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported && dDestination.Length >= Vector<T>.Count)
        {
            ref T start = ref MemoryMarshal.GetReference(dDestination);
            Vector<T> sums = Vector<T>.Zero;
            for (; i <= dDestination.Length - Vector<T>.Count; i += Vector<T>.Count)
                sums += Vector.LoadUnsafe(ref start, (nuint)i);

            sum = Vector.Sum(sums);
        }

        for (; i < dDestination.Length; i++)
            sum += dDestination[i];

        dDestination.Clear();
        return sum;
    }

    /// <summary>Adds one buffer to another of the same length, which it does not overlap.</summary>
    private static void Add<T>(Span<T> sum, ReadOnlySpan<T> addend) where T : IFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            ref T to = ref MemoryMarshal.GetReference(sum);
            ref T from = ref MemoryMarshal.GetReference(addend);
            for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
                (Vector.LoadUnsafe(ref to, (nuint)i) + Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < sum.Length; i++)
            sum[i] += addend[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<T>(ref T from, ref T to) where T : IFloatingPointIeee754<T>
    {
        T cotangent = from;
        from = T.Zero;
        to += cotangent;
    }
}
