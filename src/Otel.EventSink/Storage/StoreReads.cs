using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage;

/// <summary>What a store answers, each on a reader of the pool. Any thread.</summary>
internal sealed class StoreReads(string path, ReaderPool readers)
{
    public ValueTask<IReadOnlyList<Event>> QueryAsync(EventSelection selection, CancellationToken ct)
    {
        SqlSelection.CheckCursor(selection);
        return readers.ReadAsync(reader => EventPlan.List(reader, selection, ct), ct);
    }

    public ValueTask<long> CountAsync(EventFilter filter, CancellationToken ct) =>
        readers.ReadAsync(reader => EventPlan.Count(reader, filter, ct), ct);

    public ValueTask<WindowSums> SumAsync(SumRequest request, CancellationToken ct) =>
        readers.ReadAsync(reader => new WindowReader(reader, request, ct).Read(), ct);

    public ValueTask<IReadOnlyList<ErrorEntry>> ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct) =>
        readers.ReadAsync<IReadOnlyList<ErrorEntry>>(reader =>
        {
            var errors = new List<ErrorEntry>();
            var names = reader.Names;
            reader.Run(
                $"SELECT e.sequence, e.time, e.system, e.component FROM event e INDEXED BY event_error WHERE e.severity >= {SeverityNumbers.Error} AND e.fault IS NULL AND e.time >= ?1 AND e.time < ?2 ORDER BY e.time DESC LIMIT ?3",
                [since, until, limit],
                row => errors.Add(new ErrorEntry(
                    row.Long(0), row.Long(1), new ErrorSource(names.System(row.Long(2)), row.IsNull(3) ? "" : names.Component(row.Long(3))))),
                ct);
            errors.Reverse();
            return errors;
        }, ct);

    public ValueTask<long> LastSequenceAsync(CancellationToken ct) => readers.ReadAsync(reader => Last(reader, ct), ct);

    /// <summary>The sequence number before that of the first event since a time, in Unix ns; that of the last event where there is none.</summary>
    public ValueTask<long> LastSequenceBeforeAsync(long time, CancellationToken ct) => readers.ReadAsync(reader =>
    {
        var last = Last(reader, ct);
        reader.Run("SELECT coalesce(min(sequence) - 1, ?2) FROM event INDEXED BY event_time WHERE time >= ?1", [time, last], row => last = row.Long(0), ct);
        return last;
    }, ct);

    public ValueTask<StoreExtent> MeasureAsync(CancellationToken ct) => readers.ReadAsync(reader =>
    {
        DateTimeOffset? oldest = null, newest = null;
        // Two statements: min and max in one would read the whole index.
        reader.Run("SELECT min(time) FROM event", [], row => oldest = TimeOf(row), ct);
        reader.Run("SELECT max(time) FROM event", [], row => newest = TimeOf(row), ct);
        return new StoreExtent(SizeOf(path) + SizeOf(path + "-wal"), oldest, newest);
    }, ct);

    private static long Last(SqliteReader reader, CancellationToken ct)
    {
        long next = 1;
        reader.Run("SELECT next_sequence FROM store", [], row => next = row.Long(0), ct);
        return next - 1;
    }

    private static DateTimeOffset? TimeOf(Statement row) => row.IsNull(0) ? null : UnixTime.ToTime(row.Long(0), out _);

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
