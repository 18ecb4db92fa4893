using Otel.EventSink.Analysis.Anomalies;

namespace Otel.EventSink.Tests;

/// <summary>Series of counts by hour from a Monday, 0:00 UTC, on; the noise is the same in every run.</summary>
internal static class Synthetic
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static long[] Hours(int hours, Func<DateTimeOffset, double> rate, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, hours).Select(h => Poisson(random, rate(Monday.AddHours(h))))];
    }

    public static IReadOnlyList<HourlyAnomaly> Find(long[] counts, AnomalyMethod method = AnomalyMethod.Robust, bool firstIsCut = false, int? running = null, TimeSpan? part = null) =>
        AnomalyDetector.Find(new(Monday, part ?? TimeSpan.FromHours(1), counts, firstIsCut, running), new() { Method = method });

    /// <summary>Knuth 1969 (3.4.1); by the normal distribution where that is long.</summary>
    private static long Poisson(Random random, double rate)
    {
        if (rate > 50)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return (long)Math.Max(0, Math.Round(rate + Math.Sqrt(rate) * normal));
        }

        var count = -1L;
        for (var product = 1.0; product > Math.Exp(-rate); count++)
            product *= random.NextDouble();
        return Math.Max(0, count);
    }
}
