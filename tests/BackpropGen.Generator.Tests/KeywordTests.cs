using Xunit;

namespace BackpropGen.Tests;

/// <summary>Members whose names are keywords.</summary>
public sealed class KeywordTests
{
    [Theory]
    [InlineData("public static double F(Odd k, double x) { k.@event *= x; return k.@event * k.@event * k.@in.@class; }")]
    [InlineData("public static double F(Odd @for, double @if) { @for.@in.@class *= @if; return @for.@event * @for.@in.@class; }")]
    public void Are_escaped_where_they_stand_alone(string method) => GeneratorHost.Run(new SourceFile("Odd.cs", $$"""
        public struct Inner { public double @class; }
        public sealed class Odd { public double @event; public Inner @in; }
        public static partial class Model { [Differentiable] {{method}} }
        """)).AssertClean();
}
