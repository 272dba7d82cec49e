using Microsoft.CodeAnalysis;
using Xunit;

namespace BackpropGen.Tests;

/// <summary>What would give a wrong gradient is an error at the expression.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_struct_whose_member_was_assigned_is_not_passed_on()
    {
        const string Source = """
            using System;
            using BackpropGen;

            public struct Point { public double X; }

            public static partial class Model
            {
                [Differentiable]
                public static double Inner(Point p) { double q = p.X; return q * q * Math.Exp(p.X); }

                [Differentiable]
                public static double Outer(Point p) { p.X *= 2; return Inner(p); }
            }
            """;

        GeneratorRun run = GeneratorHost.Run(new SourceFile("Model.cs", Source)).AssertCompiles();

        Diagnostic refused = Assert.Single(run.AnalyzerDiagnostics());
        Assert.Equal("BPG0404", refused.Id);
        Assert.Equal(12, refused.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.Contains("NotSupportedException", run.Texts.Single(text => text.Key.Contains("Outer")).Value);
    }
}
