namespace BackpropGen.Tests;

/// <summary>Programs with more than the package of the runtime.</summary>
internal static class CheckedPrograms
{
    public const string Short = """
        using BackpropGen;
        using BackpropGen.Testing;

        namespace My.System
        {
            public static partial class Model
            {
                /// <summary>A marked method.</summary>
                [Differentiable]
                public static double F(global::System.ReadOnlySpan<double> w, double x) => global::System.Math.Sin(x * w[0]) * w[1];
            }

            internal static class Program
            {
                private static int Main()
                {
                    GradientReport report = Model.FGradientCheck(new[] { 0.5, 3 }, 2);
                    global::System.Console.WriteLine(report);
                    report.ThrowIfFailed();
                    Snapshot.Verify(GeneratedCode.FromProjectOf(typeof(Program)));
                    return report.Entries.Count == 3 ? 0 : 1;
                }
            }
        }
        """;

    /// <summary>Types that three generators add members to.</summary>
    public const string BesideOtherGenerators = """
        using System;
        using BackpropGen;
        using CommunityToolkit.Mvvm.ComponentModel;
        using CommunityToolkit.Mvvm.Input;
        using Riok.Mapperly.Abstractions;

        var fit = new Fit();
        int changes = 0;
        fit.PropertyChanged += (_, _) => changes++;
        fit.LearnCommand.Execute(2.0);
        // (1 − 2a)² at a = 1/4 has the derivative −4 · (1 − 2a) = −2.
        bool isLearnt = fit.Factor == 0.25 + 0.1 * 2 && changes == 1;

        double dX = 0;
        Point dFrom = default;
        Point from = Mapping.ToPoint(new PointRecord(3, 4));
        double distance = Mapping.DistanceGradient(from, 0, ref dFrom, ref dX);
        bool isMapped = distance == 5 && Math.Abs(dX + 0.6) < 1e-15 && Math.Abs(dFrom.Y - 0.8) < 1e-15;
        Console.WriteLine($"factor {fit.Factor}, changes {changes}, distance {distance}, dX {dX}, dY {dFrom.Y}");
        return isLearnt && isMapped ? 0 : 1;

        public sealed partial class Fit : ObservableObject
        {
            [ObservableProperty]
            private double _factor = 0.25;

            [Differentiable]
            public static double Loss(double factor, [NoGradient] double x) => (1 - factor * x) * (1 - factor * x);

            [RelayCommand]
            private void Learn(double x)
            {
                double dFactor = 0;
                LossGradient(Factor, x, ref dFactor);
                Factor -= 0.1 * dFactor;
            }
        }

        public record PointRecord(double X, double Y);

        public struct Point
        {
            public double X { get; set; }
            public double Y { get; set; }
        }

        [Mapper]
        public static partial class Mapping
        {
            public static partial Point ToPoint(PointRecord record);

            [Differentiable]
            public static double Distance(Point from, double x) => Math.Sqrt((from.X - x) * (from.X - x) + from.Y * from.Y);
        }
        """;
}
