using System.Collections.Immutable;
using BackpropGen.Generator.Ir;

namespace BackpropGen.Generator.Analysis;

/// <summary>An unknown of a polynomial: an integer expression, or a counter in another iteration (<paramref name="Iteration"/> above 0).</summary>
internal sealed record Atom(Expr Expression, int Iteration)
{
    /// <summary>Gives the factors of a product an order.</summary>
    public (int Kind, int Variable, int Iteration) Key => Expression switch
    {
        Read read => (0, read.Variable.Id, Iteration),
        Length { Buffer: Read read } => (1, read.Variable.Id, Iteration),
        Extent { Buffer: Read read } extent => (2 + extent.Dimension, read.Variable.Id, Iteration),
        _ => (9, 0, Iteration),
    };
}

/// <summary>An integer polynomial with whole coefficients: what an index is in terms of counters, lengths and integer parameters.</summary>
internal sealed class Polynomial
{
    public static readonly Polynomial Zero = new(ImmutableDictionary<EquatableArray<Atom>, long>.Empty);

    private readonly ImmutableDictionary<EquatableArray<Atom>, long> terms;

    private Polynomial(ImmutableDictionary<EquatableArray<Atom>, long> terms) => this.terms = terms;

    /// <summary>The number of terms.</summary>
    public int Size => terms.Count;

    public IEnumerable<Atom> Atoms => terms.Keys.SelectMany(monomial => monomial.Items).Distinct();

    /// <summary>The value where there are no unknowns.</summary>
    public long? Constant => terms.Count == 0 ? 0 : terms.Count == 1 && terms.TryGetValue(EquatableArray<Atom>.Empty, out long value) ? value : null;

    /// <summary>The unknown, where the polynomial is just that.</summary>
    public Atom? SingleAtom => terms.Count == 1 && terms.First() is { Value: 1, Key.Count: 1 } term ? term.Key[0] : null;

    /// <summary>No term is negative: at least 0 wherever no unknown is negative.</summary>
    public bool HasNoNegativeTerm => terms.Values.All(coefficient => coefficient >= 0);

    public static Polynomial Of(long constant) =>
        constant == 0 ? Zero : new(Zero.terms.Add(EquatableArray<Atom>.Empty, constant));

    public static Polynomial Of(Atom atom) => new(Zero.terms.Add(ImmutableArray.Create(atom), 1));

    public static Polynomial operator +(Polynomial a, Polynomial b)
    {
        var sum = a.terms.ToBuilder();
        foreach (var term in b.terms)
        {
            long coefficient = term.Value + (sum.TryGetValue(term.Key, out long other) ? other : 0);
            if (coefficient == 0)
                sum.Remove(term.Key);
            else
                sum[term.Key] = coefficient;
        }
        return new(sum.ToImmutable());
    }

    public static Polynomial operator -(Polynomial a) => new(a.terms.ToImmutableDictionary(term => term.Key, term => -term.Value));

    public static Polynomial operator -(Polynomial a, Polynomial b) => a + -b;

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        Polynomial product = Zero;
        foreach (var left in a.terms)
        {
            foreach (var right in b.terms)
            {
                EquatableArray<Atom> monomial = left.Key.Concat(right.Key).OrderBy(atom => atom.Key).ToList();
                product += new Polynomial(Zero.terms.Add(monomial, left.Value * right.Value));
            }
        }
        return product;
    }

    /// <summary>Splits into <c>slope * atom + rest</c>; null where the atom occurs in a higher power.</summary>
    public (Polynomial Slope, Polynomial Remainder)? Split(Atom atom)
    {
        Polynomial slope = Zero;
        Polynomial rest = Zero;
        foreach (var term in terms)
        {
            int power = term.Key.Count(other => other == atom);
            if (power > 1)
                return null;
            EquatableArray<Atom> others = term.Key.Where(other => other != atom).ToList();
            var monomial = new Polynomial(Zero.terms.Add(others, term.Value));
            if (power == 1)
                slope += monomial;
            else
                rest += monomial;
        }
        return (slope, rest);
    }

    public Polynomial Substitute(Atom atom, Polynomial value)
    {
        Polynomial result = Zero;
        foreach (var term in terms)
        {
            Polynomial product = Of(term.Value);
            foreach (Atom other in term.Key.Items)
                product *= other == atom ? value : Of(other);
            result += product;
        }
        return result;
    }

    public bool SameAs(Polynomial other) => (this - other).Constant == 0;
}
