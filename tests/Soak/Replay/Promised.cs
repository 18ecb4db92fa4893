using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Replay;

/// <summary>What producers were told up to some entry of a record, and so must be there after it. Each numbers its events from 1.</summary>
internal sealed class Promised(int producers)
{
    private const long Millisecond = 1_000_000;

    /// <summary>The product's own default.</summary>
    private const long SyncInterval = 500 * Millisecond;

    /// <summary>Between two marks of the clock, as the program means it.</summary>
    public const int TickMilliseconds = 10;

    /// <summary>For threads that wait for a processor while the one that marks the clock does not.</summary>
    private const long Grace = 250 * Millisecond;

    private readonly List<(long Time, long Number)>[] _committed = [.. Enumerable.Range(0, producers).Select(_ => new List<(long, long)>())];
    private readonly Dictionary<long, long> _syncs = [];
    private long? _lastTick;
    private long _time;
    private long _stolen;

    /// <summary>The time, without what syncs took and the machine took from the process.</summary>
    private long Clock => _time - _stolen;

    /// <summary>By producer: its last event that survives a loss of power.</summary>
    public long[] Synced { get; } = new long[producers];

    /// <summary>Events below may have been deleted.</summary>
    public long Deleting { get; set; } = 1;

    public void Play(Entry entry)
    {
        _time = entry.Time;
        switch (entry.Kind)
        {
            case EntryKind.SyncBegin:
                _syncs[entry.A] = entry.Time;
                break;
            case EntryKind.SyncEnd when _syncs.Remove(entry.A, out var begin):
                _stolen += entry.Time - begin;
                break;
            case EntryKind.Mark when entry.File == (int)MarkKind.Tick:
                _stolen += Math.Max(0, entry.Time - (_lastTick ?? entry.Time) - 2 * TickMilliseconds * Millisecond);
                _lastTick = entry.Time;
                break;
            case EntryKind.Mark when entry.File == (int)MarkKind.Committed:
                _committed[entry.A].Add((Clock, entry.B));
                break;
            case EntryKind.Mark when entry.File == (int)MarkKind.Synced:
                Synced[entry.A] = entry.B;
                break;
            case EntryKind.Mark when entry.File == (int)MarkKind.Deleting:
                Deleting = Math.Max(Deleting, entry.A);
                break;
        }
    }

    public Promised Copy()
    {
        var copy = new Promised(_committed.Length) { Deleting = Deleting, _time = _time, _stolen = _stolen };
        Synced.CopyTo(copy.Synced, 0);
        for (var i = 0; i < _committed.Length; i++)
            copy._committed[i].AddRange(_committed[i]);
        return copy;
    }

    /// <summary>The last event of a producer that must be there because it was committed that long ago.</summary>
    public long Old(int producer) =>
        _committed[producer].FindLast(c => Clock - c.Time > SyncInterval + Grace).Number;

    /// <summary>How long the first event of a producer that is not there was committed; zero: all are.</summary>
    public TimeSpan AgeOfLoss(int producer, long last) =>
        _committed[producer].Find(c => c.Number > last) is { Number: > 0 } lost ? TimeSpan.FromMicroseconds((Clock - lost.Time) / 1000.0) : TimeSpan.Zero;
}
