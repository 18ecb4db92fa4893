using System.Diagnostics;

namespace Otel.EventSink.Benchmarks;

/// <summary>Sums and roundings that all benchmarks share.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The median of what is a ratio within each round: the machine's clock changes between rounds.</summary>
    public static double MedianRatio(IReadOnlyList<double> ours, IReadOnlyList<double> theirs) =>
        Math.Round(Median(ours.Zip(theirs, (a, b) => a / b)), 3);

    public static double MedianRate(IEnumerable<double> values) => Math.Round(Median(values));

    public static double SecondsSince(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;

    /// <summary>Progress, for whoever waits: not on stdout, which is the result's alone.</summary>
    public static void Say(string text) => Console.Error.WriteLine(text);
}
