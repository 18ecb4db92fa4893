namespace Otel.EventSink.Storage.Rollups;

/// <summary>By what errors are added up. Names and faults are ids, 0 where there is none.</summary>
internal readonly record struct ErrorKey(long Hour, long System, long Type, long Component, int Severity, long Fault);

/// <summary>Errors added up: how many, when (Unix time in ns), and which was the last, by time and then by arrival.</summary>
internal readonly record struct ErrorCell(long Events, long First, long Last, long LastSequence)
{
    public static ErrorCell Of(long time, long sequence) => new(1, time, time, sequence);

    public ErrorCell Plus(in ErrorCell other)
    {
        if (Events == 0)
            return other;
        if (other.Events == 0)
            return this;
        var otherIsLast = other.Last > Last || (other.Last == Last && other.LastSequence > LastSequence);
        return new(
            Events + other.Events,
            Math.Min(First, other.First),
            otherIsLast ? other.Last : Last,
            otherIsLast ? other.LastSequence : LastSequence);
    }
}
