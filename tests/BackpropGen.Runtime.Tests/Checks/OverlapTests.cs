using Xunit;

namespace BackpropGen.Runtime.Tests;

public class OverlapTests
{
    [Fact]
    public void It_agrees_with_the_comparison_of_all_pairs()
    {
        Random random = new(42);
        byte[] memory = GC.AllocateArray<byte>(2000, pinned: true);
        Extent[] room = new Extent[30];
        int clashes = 0;
        const int Runs = 20_000;
        for (int run = 0; run < Runs; run++)
        {
            int count = random.Next(1, run % 10 == 0 ? 31 : 6);
            int longest = random.Next(1, Math.Min(400, 3000 / count));
            double writes = random.NextDouble();
            (int Start, int Length, bool IsWritten)[] all = new (int, int, bool)[count];
            for (int i = 0; i < count; i++)
                all[i] = (random.Next(1600), random.Next(longest), random.NextDouble() < writes);
            if (run % 2 == 0)
                Array.Sort(all, (a, b) => a.Start.CompareTo(b.Start));

            // A finding is dropped if the collector ran meanwhile, here for other tests: then once more.
            string names = string.Join(", ", Enumerable.Range(0, all.Length).Select(i => $"a{i}"));
            ArgumentException? exception;
            int collections;
            do
            {
                collections = GC.CollectionCount(0);
                exception = Record.Exception(() => Check(memory, room, all, names)) as ArgumentException;
            }
            while (collections != GC.CollectionCount(0));

            Assert.Equal(Enumerable.Range(0, count).Any(i => Enumerable.Range(0, i).Any(j => Clash(all[i], all[j]))), exception is not null);
            if (exception is null)
                continue;

            clashes++;
            int named = int.Parse(exception.ParamName![1..]);
            Assert.True(all[named].IsWritten);
            Assert.Contains(Enumerable.Range(0, count), i => i != named && Clash(all[i], all[named]) && exception.Message.Contains($"'a{i}'"));
        }

        Assert.InRange(clashes, Runs / 5, Runs * 4 / 5);

        static bool Clash((int Start, int Length, bool IsWritten) a, (int Start, int Length, bool IsWritten) b) =>
            (a.IsWritten || b.IsWritten) && a.Length > 0 && b.Length > 0 && a.Start < b.Start + b.Length && b.Start < a.Start + a.Length;

        static void Check(byte[] memory, Extent[] room, (int Start, int Length, bool IsWritten)[] all, string names)
        {
            Overlap overlap = new(room);
            foreach ((int start, int length, bool isWritten) in all)
            {
                ReadOnlySpan<byte> span = memory.AsSpan(start, length);
                overlap = isWritten ? overlap.Write(span) : overlap.Read(span);
            }

            overlap.Check(names);
        }
    }

    [Fact]
    public void The_written_parameter_is_named()
    {
        double[] w = GC.AllocateArray<double>(10, pinned: true);
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            new Overlap(stackalloc Extent[3]).Read<double>(w).Read<double>([]).Write<double>(w.AsSpan(9)).Check("this.w, x, dThis.W"));
        Assert.Equal("dThis", exception.ParamName);
        Assert.Contains("'dThis.W'", exception.Message);
        Assert.Contains("'this.w'", exception.Message);

        Assert.Equal("w", Assert.Throws<ArgumentException>(() =>
            new Overlap(stackalloc Extent[2]).Write<double>(w).Read<double>(w).Check("w, x")).ParamName);
        Assert.Equal("later", Assert.Throws<ArgumentException>(() =>
            new Overlap(stackalloc Extent[2]).Write<double>(w.AsSpan(5)).Write<double>(w).Check("w, later")).ParamName);
        Assert.Equal("later", Assert.Throws<ArgumentException>(() =>
            new Overlap(stackalloc Extent[2]).Write<double>(w).Write<double>(w.AsSpan(5)).Check("w, later")).ParamName);
    }

    [Fact]
    public void Neighbours_readers_and_empty_buffers_do_not_overlap()
    {
        double[] w = new double[10];
        new Overlap(stackalloc Extent[5])
            .Write<double>(w.AsSpan(0, 5))
            .Write<double>(w.AsSpan(5))
            .Write<double>(w.AsSpan(3, 0))
            .Read<double>(w.AsSpan(2, 0))
            .Read<double>(null)
            .Check("a, b, c, d, e");
        new Overlap(stackalloc Extent[2]).Read<double>(w).Read<double>(w).Check("a, b");
        new Overlap([]).Check("");
    }

    [Fact]
    public void Elements_of_different_types_count_in_bytes()
    {
        byte[] memory = GC.AllocateArray<byte>(64, pinned: true);
        static void Check(byte[] memory, int start) => new Overlap(stackalloc Extent[2])
            .Read<double>(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(memory.AsSpan(0, 32)))
            .Write<byte>(memory.AsSpan(start))
            .Check("a, b");
        Check(memory, 32);
        Assert.Throws<ArgumentException>(() => Check(memory, 31));
    }

    [Fact]
    public void Disjoint_checks_a_pair_in_every_combination_of_buffers()
    {
        double[] a = new double[10];
        double[] b = new double[10];
        Overlap.Disjoint(a, b);
        Overlap.Disjoint(a, b.AsSpan());
        Overlap.Disjoint(a.AsSpan(), b);
        Overlap.Disjoint(a.AsSpan(), b.AsSpan());
        Overlap.Disjoint(a.AsSpan(), (ReadOnlySpan<double>)b);
        Overlap.Disjoint((ReadOnlySpan<double>)a, (ReadOnlySpan<double>)b);
        Overlap.Disjoint((ReadOnlySpan<double>)a, b.AsSpan());
        Overlap.Disjoint((ReadOnlySpan<double>)a, b);
        Overlap.Disjoint(a, (ReadOnlySpan<double>)b);
        Overlap.Disjoint<double>(a, b);
        Overlap.Disjoint<double>(a.AsSpan(), b);
        Overlap.Disjoint(a.AsSpan(0, 5), a.AsSpan(5));
        Overlap.Disjoint(a.AsSpan(0, 0), a.AsSpan());

        Assert.Equal("a", Assert.Throws<ArgumentException>(() => Overlap.Disjoint(a, a)).ParamName);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Overlap.Disjoint(a.AsSpan(5), a.AsSpan(0, 6)));
        Assert.Equal("a", exception.ParamName);
        Assert.Contains("'a.AsSpan(5)'", exception.Message);
        Assert.Contains("'a.AsSpan(0, 6)'", exception.Message);
    }

    [Fact]
    public void A_check_allocates_nothing()
    {
        double[] w = new double[10];
        double[] dW = new double[10];
        new Overlap(stackalloc Extent[2]).Read<double>(w).Write<double>(dW).Check("w, dW");
        long before = GC.GetAllocatedBytesForCurrentThread();
        new Overlap(stackalloc Extent[2]).Read<double>(w).Write<double>(dW).Check("w, dW");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
