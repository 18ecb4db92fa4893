namespace Otel.EventSink.Pipeline;

/// <summary>
/// Counts every event exactly once at each station, so that at rest <c>emitted = stored + dropped</c>, and under way what is missing
/// is in flight. What was emitted is not counted here: it is what got a place in the queue plus what was refused one, and the
/// queue's own counter gives the former without a cost on the caller's thread.
/// </summary>
internal sealed class Accounting
{
    private readonly long[] _dropped = new long[DropReasons.All.Length];
    private long _stored;
    private long _duplicates;
    private long _refused;

    /// <summary>Events that never got a place in the queue; part of the dropped.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Events the store has committed, including those it already had.</summary>
    public long Stored => Volatile.Read(ref _stored);

    /// <summary>The part of <see cref="Stored"/> that the store already had.</summary>
    public long Duplicates => Volatile.Read(ref _duplicates);

    public long DroppedTotal
    {
        get
        {
            long total = 0;
            foreach (var reason in DropReasons.All)
                total += Dropped(reason);
            return total;
        }
    }

    public long Dropped(DropReason reason) => Volatile.Read(ref _dropped[(int)reason]);

    /// <summary>Counts an event that never got into the queue.</summary>
    public void Refuse(DropReason reason)
    {
        Interlocked.Increment(ref _refused);
        Drop(reason);
    }

    /// <summary>Counts events that were in the queue.</summary>
    public void Drop(DropReason reason, int count = 1) => Interlocked.Add(ref _dropped[(int)reason], count);

    public void Store(int stored, int duplicates)
    {
        Interlocked.Add(ref _stored, stored);
        Interlocked.Add(ref _duplicates, duplicates);
    }
}
