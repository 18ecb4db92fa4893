using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage;

/// <summary>Sums over a span of time, by names.</summary>
/// <param name="Cells">By hour, system, type and severity number; hours since 1970.</param>
/// <param name="Buckets">Numbers of durations by type and bucket (<see cref="DurationBuckets"/>); empty unless asked for.</param>
internal sealed record WindowSums(IReadOnlyList<SumCell> Cells, IReadOnlyList<SumBucket> Buckets);

internal readonly record struct SumCell(long Hour, SourceSystem System, EventType Type, int Severity, RollupCell Sums);

internal readonly record struct SumBucket(EventType Type, int Bucket, long Count);

/// <summary>One error as its index has it; the rest of it is not read.</summary>
/// <param name="Sequence">Where it is.</param>
/// <param name="Time">Unix time in ns.</param>
/// <param name="Fault">Which fault it is; null where the event alone does not tell.</param>
internal readonly record struct ErrorEntry(
    long Sequence, long Time, SourceSystem System, EventType Type, string? Component, int Severity, FaultEntry? Fault);

/// <param name="FirstTime">The first one ever, Unix time in ns.</param>
internal sealed record FaultEntry(long Id, string Title, long FirstTime);
