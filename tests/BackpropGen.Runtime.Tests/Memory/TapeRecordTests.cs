using Xunit;
using static BackpropGen.Runtime.Tests.TapeMemoryTests;

namespace BackpropGen.Runtime.Tests;

public class TapeRecordTests
{
    [Fact]
    public void Records_come_back_in_reverse_order()
    {
        using Tape tape = new();
        for (int t = 0; t < 1000; t++)
        {
            using TapeFrame frame = tape.BeginForward("Step", 2);
            Assert.True(frame.IsOutermost);
            frame.Push<int>(1, t % 17).Fill(t);
            frame.Save(0, t * 0.5);
            frame.Complete();
            Assert.Equal(t + 1, tape.Count);
        }

        for (int t = 999; t >= 0; t--)
        {
            using TapeFrame frame = tape.BeginBackward("Step");
            Assert.True(frame.IsOutermost);
            Assert.Equal(t * 0.5, frame.Load<double>(0));
            Assert.Equal(t % 17, frame.Read<int>(1).Length);
            Assert.Equal(-1, frame.Read<int>(1).IndexOfAnyExcept(t));
            frame.Complete();
            Assert.Equal(t, tape.Count);
        }
    }

    [Fact]
    public void Rows_have_their_cotangents_beside_them()
    {
        using Tape tape = new();
        int[] rows = new int[10];
        using (TapeFrame frame = tape.BeginForward("Rows", 1))
        {
            for (int i = 0; i < rows.Length; i++)
            {
                // Memory that has been used before is not zero by itself.
                frame.Append<double>(40, out _).Fill(1);
                rows[i] = i % 3 == 0 ? frame.AppendRow<float>(i) : frame.AppendActiveRow<float>(i);
                Assert.Equal(new float[i], frame.Row<float>(rows[i]).ToArray());
                frame.Row<float>(rows[i]).Fill(i);
                Record(tape, "Inner", 3);
            }
            frame.Complete();
        }
        using (TapeFrame frame = tape.BeginBackward("Rows"))
        {
            for (int i = rows.Length - 1; i >= 0; i--)
            {
                Consume(tape, "Inner");
                Assert.Equal(Enumerable.Repeat((float)i, i), frame.Row<float>(rows[i]).ToArray());
                if (i % 3 == 0)
                    continue;
                Assert.Equal(new float[i], frame.RowCotangents<float>(rows[i]).ToArray());
                frame.RowCotangents<float>(rows[i]).Fill(-i);
                Assert.Equal(Enumerable.Repeat((float)i, i), frame.Row<float>(rows[i]).ToArray());
            }
            frame.Complete();
        }
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Rows_that_are_not_there_or_have_fewer_elements_than_none()
    {
        using Tape tape = new();
        using TapeFrame frame = tape.BeginForward("Rows", 0);
        int row = frame.AppendActiveRow<double>(0);
        Assert.True(frame.Row<double>(row).IsEmpty);
        Assert.True(frame.RowCotangents<double>(row).IsEmpty);
        try
        {
            frame.Row<double>(-1);
            Assert.Fail("There is no such row.");
        }
        catch (NullReferenceException)
        {
        }
        try
        {
            frame.RowCotangents<double>(-1);
            Assert.Fail("There is no such row.");
        }
        catch (NullReferenceException)
        {
        }
        try
        {
            frame.AppendRow<double>(-1);
            Assert.Fail("A row cannot have -1 elements.");
        }
        catch (OverflowException)
        {
        }
        try
        {
            frame.AppendActiveRow<double>(-2);
            Assert.Fail("A row cannot have -2 elements.");
        }
        catch (OverflowException)
        {
        }
    }

    [Fact]
    public void Handles_find_what_a_loop_appended_also_between_nested_records()
    {
        using Tape tape = new();
        int[] handles = new int[100];
        using (TapeFrame frame = tape.BeginForward("Loop", 1))
        {
            for (int i = 0; i < 100; i++)
            {
                frame.Append<int>(i, out handles[i]).Fill(i);
                Record(tape, "Inner", i % 5);
                Assert.Equal(i, frame.ReadAt<int>(handles[i]).Length);
            }

            handles.CopyTo(frame.Push<int>(0, 100));
            frame.Complete();
        }

        using (TapeFrame frame = tape.BeginBackward("Loop"))
        {
            Assert.Equal(handles, frame.Read<int>(0).ToArray());
            for (int i = 99; i >= 0; i--)
            {
                Consume(tape, "Inner");
                Span<int> span = frame.ReadAt<int>(frame.Read<int>(0)[i]);
                Assert.Equal(i, span.Length);
                Assert.Equal(-1, span.IndexOfAnyExcept(i));
            }

            frame.Complete();
        }

        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void A_slot_that_was_not_pushed_is_empty()
    {
        using Tape tape = new();
        Record(tape, "Before", 10);
        Consume(tape, "Before");
        using TapeFrame frame = tape.BeginForward("A", 1);
        Assert.True(frame.Read<double>(0).IsEmpty);
    }

    [Fact]
    public void Slots_and_handles_are_checked()
    {
        using Tape tape = new();
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.Push<int>(1, 1);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.Read<int>(-1);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.ReadAt<int>(1);
        });
        Assert.Throws<IndexOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.Load<int>(0);
        });
    }

    [Fact]
    public void Only_a_running_forward_pass_records()
    {
        using Tape tape = new();
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.Complete();
            frame.Push<int>(0, 1);
        });
        Assert.Equal(1, tape.Count);
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("A");
            frame.Append<int>(1, out _);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("A");
            frame.Push<int>(0, 1);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("A");
            frame.NoteSize(1);
        });
        Assert.Equal(1, tape.Count);
        Assert.Equal(Tape.SizeOfRecord(1), tape.BytesInUse);
    }

    [Fact]
    public void Backward_without_Forward_says_that_the_tape_is_empty()
    {
        using Tape tape = new();
        string message = Assert.Throws<InvalidOperationException>(() => Consume(tape, "N.T.A")).Message;
        Assert.Contains("empty", message);
        Assert.Contains("N.T.A", message);

        Record(tape, "N.T.A", 1);
        Consume(tape, "N.T.A");
        Assert.Contains("empty", Assert.Throws<InvalidOperationException>(() => Consume(tape, "N.T.A")).Message);
    }

    [Fact]
    public void Backward_in_the_wrong_order_says_what_is_on_top_and_changes_nothing()
    {
        using Tape tape = new();
        Record(tape, "N.T.A", 3);
        Record(tape, "N.T.B", 4);
        string message = Assert.Throws<InvalidOperationException>(() => Consume(tape, "N.T.A")).Message;
        Assert.Contains("N.T.B", message);
        Assert.Contains("N.T.A", message);
        Assert.Equal(2, tape.Count);
        Assert.Equal(SizeOf(3) + SizeOf(4), tape.BytesInUse);
        Consume(tape, "N.T.B");
        Consume(tape, new string("N.T.A".AsSpan()));
        Assert.Equal(0, tape.Count);
    }

    [Fact]
    public void A_different_size_is_an_error_that_leaves_the_record()
    {
        using Tape tape = new();
        Record(tape, "Under", 1);
        using (TapeFrame frame = tape.BeginForward("A", 1, 2))
        {
            frame.NoteSize(3);
            frame.NoteSize(4);
            frame.Push<double>(0, 5).Fill(1.5);
            frame.Complete();
        }

        for (int attempt = 0; attempt < 2; attempt++)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            {
                using TapeFrame frame = tape.BeginBackward("A");
                frame.CheckSize(3, "w");
                frame.CheckSize(9, "x.Values");
                frame.Complete();
            });
            Assert.Equal("x", exception.ParamName);
            Assert.Contains("4", exception.Message);
            Assert.Contains("9", exception.Message);
            Assert.Equal(2, tape.Count);
            Assert.Equal(SizeOf(1) + SizeOf(5) + Tape.SizeOfNotes(2), tape.BytesInUse);
        }

        using (TapeFrame frame = tape.BeginBackward("A"))
        {
            frame.CheckSize(3, "w");
            frame.CheckSize(4, "x");
            Assert.Equal(5, frame.Read<double>(0).Length);
            Assert.Equal(-1, frame.Read<double>(0).IndexOfAnyExcept(1.5));
            frame.Complete();
        }

        Assert.Equal(1, tape.Count);
    }

    [Fact]
    public void Sizes_belong_to_their_record()
    {
        using Tape tape = new();
        for (int t = 0; t < 50; t++)
        {
            using TapeFrame frame = tape.BeginForward("A", 0, 3);
            frame.NoteSize(t);
            if (t % 2 == 0)
                frame.NoteSize(-t);
            frame.Complete();
        }

        for (int t = 49; t >= 0; t--)
        {
            using TapeFrame frame = tape.BeginBackward("A");
            frame.CheckSize(t, "a");
            if (t % 2 == 0)
                frame.CheckSize(-t, "b");
            frame.Complete();
        }

        using TapeFrame none = tape.BeginForward("A", 0);
        none.Complete();
        none.Dispose();
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("A");
            frame.CheckSize(1, "a");
        });
    }

    [Fact]
    public void More_sizes_than_were_announced_are_an_error()
    {
        using Tape tape = new();
        Assert.Throws<InvalidOperationException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1, 1);
            frame.NoteSize(1);
            frame.NoteSize(2);
        });
        Assert.Equal(0, tape.BytesInUse);
    }

    [Fact]
    public void Values_of_every_size_come_back_from_their_slots()
    {
        using Tape tape = new();
        decimal large = 1.5m;
        // What an unwritten slot holds is a number like any other.
        ulong unwritten = TapeRecord.Unwritten;
        using (TapeFrame frame = tape.BeginForward("A", 10))
        {
            long bytes = tape.BytesInUse;
            frame.Save(0, true);
            frame.Save(1, (byte)200);
            frame.Save(2, 'x');
            frame.Save(3, -1);
            frame.Save(4, -2.5f);
            frame.Save(5, double.NaN);
            frame.Save(6, unwritten);
            frame.Save(7, long.MinValue);
            Assert.Equal(bytes, tape.BytesInUse);
            frame.Save(8, large);
            Assert.Equal(bytes + Tape.SizeOf<decimal>(1), tape.BytesInUse);
            frame.Complete();
        }

        using (TapeFrame frame = tape.BeginBackward("A"))
        {
            Assert.True(frame.Load<bool>(0));
            Assert.Equal(200, frame.Load<byte>(1));
            Assert.Equal('x', frame.Load<char>(2));
            Assert.Equal(-1, frame.Load<int>(3));
            Assert.Equal(-2.5f, frame.Load<float>(4));
            Assert.Equal(double.NaN, frame.Load<double>(5));
            Assert.Equal(unwritten, frame.Load<ulong>(6));
            Assert.Equal(long.MinValue, frame.Load<long>(7));
            Assert.Equal(large, frame.Load<decimal>(8));
            frame.Complete();
        }
    }

    [Fact]
    public void What_was_not_saved_cannot_be_loaded()
    {
        using Tape tape = new();
        using (TapeFrame frame = tape.BeginForward("A", 4))
        {
            // Old bytes of the tape are no values.
            for (int slot = 0; slot < 4; slot++)
                frame.Save(slot, 7L);
        }
        using (TapeFrame frame = tape.BeginForward("A", 4))
        {
            frame.Save(0, 1);
            frame.Complete();
        }
        Refuse<bool>();
        Refuse<int>();
        Refuse<double>();
        Refuse<decimal>();
        Assert.Equal(1, tape.Count);

        void Refuse<T>() => Assert.Throws<IndexOutOfRangeException>(() =>
        {
            using TapeFrame frame = tape.BeginBackward("A");
            frame.Load<T>(3);
        });
    }

    [Fact]
    public void What_has_references_cannot_be_saved()
    {
        using Tape tape = new();
        Assert.Throws<ArgumentException>(() =>
        {
            using TapeFrame frame = tape.BeginForward("A", 1);
            frame.Save(0, "text");
        });
    }

    [Fact]
    public void Handles_lead_across_blocks_and_to_nothing_else()
    {
        using Tape tape = new();
        Record(tape, "Before", 3000);
        int[] handles = new int[300];
        using (TapeFrame frame = tape.BeginForward("A", 1))
        {
            for (int i = 0; i < handles.Length; i++)
            {
                frame.Append<int>(5 * i, out handles[i]).Fill(i);
                Record(tape, "Inner", 300);
            }
            Verify(frame);
            frame.Complete();
        }
        using (TapeFrame frame = tape.BeginBackward("A"))
        {
            Verify(frame);
            frame.Complete();
        }

        void Verify(TapeFrame frame)
        {
            // Back and forth, so that the block changes each time.
            for (int i = 0; i < handles.Length; i++)
            {
                foreach (int k in (int[])[i, handles.Length - 1 - i])
                {
                    Assert.Equal(5 * k, frame.ReadAt<int>(handles[k]).Length);
                    Assert.Equal(-1, frame.ReadAt<int>(handles[k]).IndexOfAnyExcept(k));
                }
            }
            foreach (int handle in (int[])[0, 1, 6, handles[0] - 1, handles[0] + 1, handles[150] + 1, handles[^1] + 1, int.MaxValue, -1, int.MinValue])
                Refuse(frame, handle);
        }

        static void Refuse(TapeFrame frame, int handle)
        {
            try
            {
                frame.ReadAt<int>(handle);
                Assert.Fail($"{handle} leads nowhere.");
            }
            catch (ArgumentOutOfRangeException)
            {
            }
        }
    }

    [Fact]
    public void Many_methods_keep_their_names()
    {
        using Tape tape = new();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 1000; i++)
                Record(tape, $"N.T.M{i}", 1);
            for (int i = 999; i >= 0; i--)
            {
                Assert.Contains($"N.T.M{i},", Assert.Throws<InvalidOperationException>(() => Consume(tape, "Other")).Message);
                Consume(tape, $"N.T.M{i}");
            }
        }
    }
}
