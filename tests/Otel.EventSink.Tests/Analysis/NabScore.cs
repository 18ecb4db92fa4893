namespace Otel.EventSink.Tests;

/// <summary>
/// NAB's score (Lavin and Ahmad 2015, "Evaluating Real-time Anomaly Detection Algorithms", and its sweeper): the earliest
/// detection in a window earns by a sigmoid of its place in it, a detection outside costs the more the further behind a window
/// it is, a missed window costs 1. One threshold serves the whole corpus, the best there is. 0 is a detector that
/// never speaks, 100 one that detects every window at its start and nothing else.
/// </summary>
internal static class NabScore
{
    /// <summary>The standard profile: true positives and false negatives weigh 1.</summary>
    private const double FalsePositive = 0.11;

    private static readonly double AtStart = Sigmoid(-1);

    private readonly record struct Detection(double Score, double Worth, int Window);

    public static (double Score, double Threshold) Of(IReadOnlyList<NabSeries> corpus, Func<NabSeries, double[]> detector)
    {
        var detections = new List<Detection>();
        var windows = 0;
        foreach (var series in corpus)
        {
            detections.AddRange(Detections(series, detector(series), windows));
            windows += series.Windows.Length;
        }

        var (total, threshold) = Best(detections, windows);
        return (100 * (total + windows) / (2 * windows), threshold);
    }

    private static (double Total, double Threshold) Best(List<Detection> detections, int windows)
    {
        var earned = Enumerable.Repeat(-1.0, windows).ToArray();
        var total = -(double)windows;
        var best = (Total: total, Threshold: double.PositiveInfinity);
        foreach (var sameScore in detections.OrderByDescending(d => d.Score).GroupBy(d => d.Score))
        {
            foreach (var (_, worth, window) in sameScore)
            {
                if (window < 0)
                    total += worth;
                else
                    (total, earned[window]) = (total + Math.Max(0, worth - earned[window]), Math.Max(worth, earned[window]));
            }

            if (total > best.Total)
                best = (total, sameScore.Key);
        }

        return best;
    }

    private static IEnumerable<Detection> Detections(NabSeries series, double[] scores, int firstWindow)
    {
        var window = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            while (window < series.Windows.Length && i > series.Windows[window].Last)
                window++;
            if (i >= series.Probation)
                yield return At(series.Windows, window, i, scores[i], firstWindow);
        }
    }

    private static Detection At((int First, int Last)[] windows, int window, int i, double score, int firstWindow)
    {
        if (window < windows.Length && i >= windows[window].First)
        {
            var (first, last) = windows[window];
            return new(score, Sigmoid(-(last - i + 1) / (double)(last - first + 1)) / AtStart, firstWindow + window);
        }

        var behind = window == 0 ? 3 : (i - windows[window - 1].Last) / (double)(windows[window - 1].Last - windows[window - 1].First);
        return new(score, FalsePositive * Sigmoid(behind), -1);
    }

    /// <param name="position">-1 at the start of a window, 0 at its end, beyond that 1 for each length of the window.</param>
    private static double Sigmoid(double position) => position >= 3 ? -1 : 2 / (1 + Math.Exp(5 * position)) - 1;
}
