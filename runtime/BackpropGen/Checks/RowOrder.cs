using System.Runtime.CompilerServices;

namespace BackpropGen;

/// <summary>
/// The order of the rows of an array of arrays whose rows a method exchanges. While it runs, generated code exchanges numbers and leaves the
/// rows where they are; at the end the rows follow. Element <c>i</c> of an order is the number that row <c>i</c> had at the beginning.
/// </summary>
public static class RowOrder
{
    /// <summary>Checks that rows may change places: their gradients do, too, and are as long as the rows that stood there before.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The array of arrays.</param>
    /// <param name="name">The expression of <paramref name="rows"/>, which the compiler supplies.</param>
    /// <exception cref="ArgumentException">The lengths of rows differ, or one is null; the exception names the parameter.</exception>
    public static void Check<T>(T[][] rows, [CallerArgumentExpression(nameof(rows))] string name = "")
    {
        foreach (T[] row in rows)
        {
            if (row is null)
                throw new ArgumentException($"A row of '{name}' is null.", ParameterName.Of(name));
            if (row.Length != rows[0].Length)
                throw new ArgumentException($"The rows of '{name}' are exchanged, and have to be of one length: {rows[0].Length} and {row.Length}.", ParameterName.Of(name));
        }
    }

    /// <summary>Puts the rows into their order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows in the order of the beginning; overwritten.</param>
    /// <param name="order">The order; unchanged in the end.</param>
    /// <param name="name">The expression of <paramref name="rows"/>, which the compiler supplies.</param>
    /// <exception cref="InvalidOperationException">A row stands in two places, and another one in none: gradients could not be told apart.</exception>
    public static void Apply<T>(T[][] rows, Span<int> order, [CallerArgumentExpression(nameof(rows))] string name = "")
    {
        if (!IsPermutation(order))
            throw new InvalidOperationException($"In the end two rows of '{name}' are the same array: rows may change places, but each has to be there once.");
        // Along each cycle; what is done is marked by its complement.
        for (int start = 0; start < order.Length; start++)
        {
            if (order[start] < 0)
                continue;
            T[] first = rows[start];
            int to = start;
            for (int from = order[to]; from != start; from = order[to])
            {
                rows[to] = rows[from];
                order[to] = ~from;
                to = from;
            }
            rows[to] = first;
            order[to] = ~order[to];
        }
        Unmark(order);
    }

    /// <summary>Puts rows back into the order of the beginning: the gradients of rows that <see cref="Apply{T}"/> has put into their order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows in the order of the end; overwritten.</param>
    /// <param name="order">The order, in which each number is there once; unchanged in the end.</param>
    public static void Undo<T>(T[][] rows, Span<int> order)
    {
        for (int start = 0; start < order.Length; start++)
        {
            if (order[start] < 0)
                continue;
            T[] row = rows[start];
            for (int at = start; order[at] >= 0;)
            {
                int to = order[at];
                (row, rows[to]) = (rows[to], row);
                order[at] = ~to;
                at = to;
            }
        }
        Unmark(order);
    }

    private static bool IsPermutation(Span<int> order)
    {
        bool isOnce = true;
        foreach (int number in order)
        {
            ref int mark = ref order[number < 0 ? ~number : number];
            isOnce &= mark >= 0;
            if (mark >= 0)
                mark = ~mark;
        }
        Unmark(order);
        return isOnce;
    }

    private static void Unmark(Span<int> order)
    {
        foreach (ref int number in order)
            number = number < 0 ? ~number : number;
    }
}
