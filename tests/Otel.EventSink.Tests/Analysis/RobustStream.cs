using Otel.EventSink.Analysis.Anomalies;

namespace Otel.EventSink.Tests;

/// <summary>
/// The robust method without hindsight: scores each value by those before it only. The same baselines (median and scale of
/// the recent past, and of the same hour of the day), whichever is further off; in units of what this series itself rarely exceeds;
/// and once: only where it is further off than all of the day before. For any measure and any step, not only counts.
/// </summary>
internal sealed class RobustStream
{
    private const int Recent = 500, FewestRecent = 10, DaysAlike = 14, FewestScores = 50;
    private const double Tail = 0.05;

    /// <summary>The share of a normal distribution within three sigma.</summary>
    private const double Rarely = 0.9973;

    private readonly Queue<double> _recentInTime = new();
    private readonly SortedWindow _recent = new();
    private readonly HourAlike[] _hours = [.. Enumerable.Range(0, 24).Select(_ => new HourAlike())];
    private readonly SortedWindow _deviations = new();
    private readonly RecentMaximum _day = new(TimeSpan.FromDays(1));

    /// <returns>0 or more; from about 1 on the value is unusual.</returns>
    public double Score(DateTimeOffset time, double value)
    {
        var hour = _hours[time.UtcDateTime.Hour];
        hour.Forget(time.AddDays(-DaysAlike));
        var deviation = Math.Max(Deviation(_recent, FewestRecent, value), Deviation(hour.Values, hour.FewestValues, value));
        var score = _deviations.Count < FewestScores ? 0 : deviation / Math.Max(_deviations.Sorted[(int)(Rarely * (_deviations.Count - 1))], 1e-3);

        _deviations.Add(deviation);
        hour.Add(time, value);
        _recent.Add(value);
        _recentInTime.Enqueue(value);
        if (_recentInTime.Count > Recent)
            _recent.Remove(_recentInTime.Dequeue());
        return _day.Push(time, score) ? score : 0;
    }

    private static double Deviation(SortedWindow window, int fewest, double value)
    {
        if (window.Count < fewest)
            return 0;

        var baseline = RobustBaseline.Of(window.Sorted, Tail);
        return Math.Abs(baseline.Deviation(value, floor: 1e-9 + 1e-6 * Math.Abs(baseline.Median)));
    }
}
