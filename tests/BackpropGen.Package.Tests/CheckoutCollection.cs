using Xunit;

namespace BackpropGen.Tests;

/// <summary>The tests that share one package: it is made once, and they run one after the other.</summary>
[CollectionDefinition(nameof(Checkout))]
public sealed class CheckoutCollection : ICollectionFixture<Checkout>;
