using BackpropGen.Tests.Cases;

namespace BackpropGen.Tests.Checks;

/// <summary>Sizes, and a random generator that is the same in every run.</summary>
internal sealed record Inputs(TestCase Case, int N, int M, int Seed)
{
    private const double Low = -1.5, High = 1.5;

    private CaseDriver Driver => Case.Driver!;

    private IReadOnlyList<Leaf> Leaves => Case.Signature!.Leaves;

    public override string ToString() => $"n = {N}, m = {M}, seed = {Seed}";

    public static (double Low, double High) DomainOf(TestCase @case, Leaf leaf) =>
        @case.Source.Directives.Domain.GetValueOrDefault(leaf.Path, (Low, High));

    /// <summary>Arguments.</summary>
    public Values Draw(Random random) => Fill(leaf =>
    {
        (double low, double high) = DomainOf(Case, leaf);
        return Case.Source.Directives.At.TryGetValue(leaf.Path, out double at) ? at : low + (high - low) * random.NextDouble();
    }, random);

    /// <summary>Cotangents, and what gradients are added to.</summary>
    public Values DrawCotangents(Random random) => Fill(_ => 2 * random.NextDouble() - 1, random);

    public Values Zeros() => Fill(_ => 0, new Random(0));

    private Values Fill(Func<Leaf, double> value, Random random) => new([.. Leaves.Select(leaf => Fill(leaf, value, random))]);

    private Array Fill(Leaf leaf, Func<Leaf, double> value, Random random)
    {
        Array array = leaf.Allocate(leaf.IsBuffer ? Driver.Length(leaf.Index, N, M, Seed) : 1, Driver.Rows(leaf.Index, N, M, Seed));
        for (int i = 0; i < Entries.Count(array); i++)
        {
            if (leaf.IsFloating)
            {
                Entries.Set(array, i, leaf.IsSingle ? (float)value(leaf) : (object)value(leaf));
                continue;
            }

            long integer = leaf.IsBuffer
                ? random.Next(Math.Max(1, Driver.Below(leaf.Index, N, M, Seed)))
                : Driver.Fixed(leaf.Index, N, M, Seed) ?? random.Next(4);
            Entries.Set(array, i, leaf.Keyword switch
            {
                "int" => (int)integer,
                "long" => integer,
                "byte" => (byte)integer,
                _ => (object)(integer % 2 != 0),
            });
        }
        return array;
    }
}
