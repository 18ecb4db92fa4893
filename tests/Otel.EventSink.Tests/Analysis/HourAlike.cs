using Otel.EventSink.Analysis.Anomalies;

namespace Otel.EventSink.Tests;

/// <summary>The values of one hour of the day over the last days.</summary>
internal sealed class HourAlike
{
    private readonly Queue<(DateTimeOffset Time, double Value)> _inTime = new();
    private DateTimeOffset _since;
    private int _inThisHour, _most = 1;

    public SortedWindow Values { get; } = new();

    /// <summary>Two days' worth, and three at least.</summary>
    public int FewestValues => Math.Max(3, 2 * _most);

    public void Add(DateTimeOffset time, double value)
    {
        _inThisHour = time - _since < TimeSpan.FromHours(1) ? _inThisHour + 1 : 1;
        _since = _inThisHour == 1 ? time : _since;
        _most = Math.Max(_most, _inThisHour);
        Values.Add(value);
        _inTime.Enqueue((time, value));
    }

    public void Forget(DateTimeOffset before)
    {
        while (_inTime.TryPeek(out var oldest) && oldest.Time < before)
            Values.Remove(_inTime.Dequeue().Value);
    }
}
