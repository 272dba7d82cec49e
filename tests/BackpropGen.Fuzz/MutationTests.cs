using BackpropGen.Fuzz.Mutations;
using Xunit;

namespace BackpropGen.Fuzz;

/// <summary>The list of mutations fits the generator as it is; <c>dotnet run --project tests/BackpropGen.Fuzz -c Release -- mutations</c> tries them.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Every_mutation_still_applies()
    {
        Assert.InRange(AllMutations.List.Length, 30, int.MaxValue);
        Assert.All(AllMutations.List, mutation => Assert.True(MutatedGenerator.Occurrences(mutation) == 1, mutation.What));
        Assert.All(AllMutations.List, mutation => Assert.NotEqual(mutation.Original, mutation.Replacement));
    }
}
