using Otel.EventSink.Analysis.Anomalies;

namespace Otel.EventSink.Tests;

/// <summary>Tells whether a value is higher than all of the time before it, in constant time: only falling maxima are kept.</summary>
internal sealed class RecentMaximum(TimeSpan span)
{
    private readonly LinkedList<(DateTimeOffset Time, double Value)> _falling = new();

    public bool Push(DateTimeOffset time, double value)
    {
        while (_falling.First is { } oldest && oldest.Value.Time <= time - span)
            _falling.RemoveFirst();
        var isHighest = _falling.First is not { } highest || value > highest.Value.Value;
        while (_falling.Last is { } last && last.Value.Value <= value)
            _falling.RemoveLast();
        _falling.AddLast((time, value));
        return isHighest;
    }
}
