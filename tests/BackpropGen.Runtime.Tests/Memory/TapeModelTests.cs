using Xunit;

namespace BackpropGen.Runtime.Tests;

/// <summary>Random programs of nested passes, with failures on the way, against a model that remembers everything they recorded.</summary>
public class TapeModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_programs_find_everything_as_they_left_it(int seed)
    {
        for (int run = 0; run < 25; run++)
        {
            using Tape tape = new();
            Program program = new(tape, new Random(1000 * seed + run));
            Stack<Node> records = new();
            for (int step = 0; step < 40; step++)
            {
                if (records.Count == 0 || program.Chance(0.55))
                {
                    if (program.TryForward(depth: 3) is { } made)
                        records.Push(made);
                }
                else if (program.Chance(0.2))
                {
                    tape.Drop(records.Pop().Method);
                }
                else
                {
                    program.Backward(records.Pop());
                }

                Assert.Equal(records.Sum(node => node.Bytes), tape.BytesInUse);
                Assert.Equal(records.Sum(node => node.Count), tape.Count);
            }

            while (records.TryPop(out Node? last))
                program.Backward(last);
            Assert.Equal(0, tape.BytesInUse);
            Assert.Throws<InvalidOperationException>(() => tape.Drop("N.A"));
        }
    }

    private sealed class Failure : Exception;

    /// <summary>What one forward pass recorded.</summary>
    private sealed class Node(string method)
    {
        internal string Method => method;
        internal List<(int Place, bool IsSlot, int Length, long Value)> Segments { get; } = [];
        internal List<(int Slot, double Value)> Saved { get; } = [];
        internal List<int> Notes { get; } = [];
        internal List<Node> Nested { get; } = [];
        internal long OwnBytes { get; set; }
        internal long Bytes => OwnBytes + Nested.Sum(node => node.Bytes);
        internal int Count => 1 + Nested.Sum(node => node.Count);
    }

    private sealed class Program(Tape tape, Random random)
    {
        private static readonly string[] s_methods = ["N.A", "N.B", "N.C"];
        private long _next;
        private int _excursions;

        internal bool Chance(double probability) => random.NextDouble() < probability;

        internal Node? TryForward(int depth)
        {
            long bytes = tape.BytesInUse;
            int count = tape.Count;
            try
            {
                return Forward(depth);
            }
            catch (Failure)
            {
                Assert.Equal(bytes, tape.BytesInUse);
                Assert.Equal(count, tape.Count);
                return null;
            }
        }

        internal void Backward(Node node)
        {
            // A failure before any nested record is spent loses nothing.
            while (Chance(0.2))
                Assert.Throws<Failure>(() => RunBackward(node, fail: true));
            RunBackward(node, fail: false);
        }

        private Node Forward(int depth)
        {
            Node node = new(s_methods[random.Next(3)]);
            int slots = random.Next(4);
            int notes = random.Next(4);
            long bytes = tape.BytesInUse;
            using TapeFrame frame = tape.BeginForward(node.Method, slots, notes);
            node.OwnBytes = Tape.SizeOfRecord(slots, frame.IsOutermost ? notes : 0);
            Assert.Equal(bytes + node.OwnBytes, tape.BytesInUse);
            int slot = 0;
            for (int steps = random.Next(8); steps > 0; steps--)
            {
                switch (random.Next(8))
                {
                    case 0 when slot < slots:
                        Fill(node, frame.Push<long>(slot, Length()), slot, isSlot: true);
                        slot++;
                        break;
                    case 1 or 2:
                        Fill(node, frame.Append<long>(Length(), out int handle), handle, isSlot: false);
                        break;
                    case 3 when depth > 0:
                        if (TryForward(depth - 1) is { } nested && !(Chance(0.1) && Dropped(nested)))
                            node.Nested.Add(nested);
                        break;
                    case 6 when slot < slots:
                        node.Saved.Add((slot, ++_next));
                        frame.Save<double>(slot++, _next);
                        break;
                    case 7 when notes > 0:
                        notes--;
                        frame.NoteSize((int)++_next);
                        if (frame.IsOutermost)
                            node.Notes.Add((int)_next);
                        break;
                    case 4 when depth > 0:
                        Gradient(depth - 1);
                        break;
                    case 5 when Chance(0.1):
                        throw new Failure();
                }
            }

            Verify(node, frame);
            frame.Complete();
            return node;
        }

        private void RunBackward(Node node, bool fail)
        {
            long bytes = tape.BytesInUse;
            using TapeFrame frame = tape.BeginBackward(node.Method);
            foreach (int note in node.Notes)
                frame.CheckSize(note, "note");
            Verify(node, frame);
            Excursion(0.3);
            Verify(node, frame);
            if (fail)
                throw new Failure();

            for (int i = node.Nested.Count - 1; i >= 0; i--)
            {
                if (Chance(0.1))
                    break;

                if (!(Chance(0.2) && Dropped(node.Nested[i])))
                    Backward(node.Nested[i]);
                bytes -= node.Nested[i].Bytes;
                Assert.Equal(bytes, tape.BytesInUse);
                Excursion(0.3);
                Verify(node, frame);
            }

            frame.Complete();
        }

        private void Gradient(int depth)
        {
            Node node = new("G");
            using TapeFrame frame = tape.BeginGradient(node.Method, 1);
            Fill(node, frame.Push<long>(0, Length()), 0, isSlot: true);
            Stack<Node> records = new();
            for (int step = 0; step < 4; step++)
            {
                if (TryForward(depth) is { } made)
                    records.Push(made);
                Fill(node, frame.Append<long>(Length(), out int handle), handle, isSlot: false);
                if (Chance(0.7) && records.TryPop(out Node? last) && !(Chance(0.2) && Dropped(last)))
                    Backward(last);
                Verify(node, frame);
            }

            while (Chance(0.8) && records.TryPop(out Node? last))
                Backward(last);
            Verify(node, frame);
        }

        /// <summary>Forward passes within a backward pass, as recomputation makes them.</summary>
        private void Excursion(double probability)
        {
            // Excursions within excursions end somewhere.
            if (_excursions == 2 || !Chance(probability))
                return;

            _excursions++;
            if (TryForward(depth: 1) is { } made)
            {
                if (Chance(0.8))
                    Backward(made);
                else
                    Drop(made);
            }

            _excursions--;
        }

        /// <summary>A record that is taken, and dropped without a look at what is in it.</summary>
        private void Drop(Node node)
        {
            using TapeFrame frame = tape.BeginBackward(node.Method);
            frame.Complete();
        }

        private bool Dropped(Node node)
        {
            long bytes = tape.BytesInUse;
            int count = tape.Count;
            Assert.Throws<InvalidOperationException>(() => tape.Drop("N.None"));
            tape.Drop(node.Method);
            Assert.Equal(bytes - node.Bytes, tape.BytesInUse);
            Assert.Equal(count - node.Count, tape.Count);
            return true;
        }

        private int Length() => Chance(0.05) ? random.Next(20_000) : random.Next(40);

        private void Fill(Node node, Span<long> span, int place, bool isSlot)
        {
            long value = ++_next;
            span.Fill(value);
            node.Segments.Add((place, isSlot, span.Length, value));
            node.OwnBytes += Tape.SizeOf<long>(span.Length);
        }

        private void Verify(Node node, TapeFrame frame)
        {
            Span<long> scratch = frame.ScratchZeroed<long>(random.Next(10));
            Assert.Equal(-1, scratch.IndexOfAnyExcept(0));
            scratch.Fill(-1);
            foreach ((int place, bool isSlot, int length, long value) in node.Segments)
            {
                Span<long> span = isSlot ? frame.Read<long>(place) : frame.ReadAt<long>(place);
                Assert.Equal(length, span.Length);
                Assert.Equal(-1, span.IndexOfAnyExcept(value));
            }

            foreach ((int slot, double value) in node.Saved)
                Assert.Equal(value, frame.Load<double>(slot));
        }
    }
}
