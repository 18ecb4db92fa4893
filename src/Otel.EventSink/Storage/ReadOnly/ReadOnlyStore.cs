using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;
using SQLitePCL;

namespace Otel.EventSink.Storage.ReadOnly;

/// <summary>
/// A file of a newer version: its events are read through the view <c>events</c>, which is a contract between versions. Nothing is
/// written, deleted or migrated.
/// </summary>
internal sealed class ReadOnlyStore : IEventStore
{
    private readonly ReaderPool _readers;

    /// <summary>Writes nothing. Readers alone leave an empty log behind; the last connection that may write removes it.</summary>
    private readonly sqlite3 _last;

    public ReadOnlyStore(string path, string because, StoreIncidents incidents)
    {
        Incidents = incidents;
        Location = path;
        ReadOnlyBecause = because;
        _last = SqliteConnections.OpenUnused(path);
        _readers = new ReaderPool(path, static _ => { }, static _ => { });
    }

    public string Location { get; }

    public string ReadOnlyBecause { get; }

    public StoreIncidents Incidents { get; }

    public int Generation => 1;

    public AppendResult Append(EventBatch batch, bool sync) => throw new NotSupportedException(ReadOnlyBecause);

    public void Sync()
    {
    }

    public ValueTask<IReadOnlyList<Event>> QueryAsync(EventSelection selection, CancellationToken ct) => _readers.ReadAsync<IReadOnlyList<Event>>(
        reader =>
        {
            var filter = ViewFilter.Of(selection.Filter);
            var rest = SqlSelection.Behind(selection, filter, ViewFilter.KeyOf(selection.Order));
            var events = new List<Event>();
            reader.Run($"SELECT {ViewEvent.Columns} FROM {ViewFilter.Source}{rest}", filter.Parameters, row => events.Add(ViewEvent.Read(row)), ct);
            return events;
        },
        ct);

    public ValueTask<long> CountAsync(EventFilter filter, CancellationToken ct)
    {
        var sql = ViewFilter.Of(filter);
        return NumberAsync($"SELECT count(*) FROM {ViewFilter.Source}{sql.Where}", sql.Parameters, ct);
    }

    public ValueTask<WindowSums> SumAsync(SumRequest request, CancellationToken ct) => throw CannotBeSummed();

    public ValueTask<IReadOnlyList<ErrorEntry>> ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct) => throw CannotBeSummed();

    public async ValueTask<StorePosition> PositionAsync(CancellationToken ct) =>
        new(Generation, Start: 0, await NumberAsync("SELECT sequence FROM events ORDER BY sequence DESC LIMIT 1", [], ct).ConfigureAwait(false));

    public ValueTask<StoreExtent> MeasureAsync(CancellationToken ct) => throw CannotBeSummed();

    public ValueTask<long> RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct) => throw new EventStoreException(ReadOnlyBecause);

    public void Dispose()
    {
        _readers.Dispose();
        // What another program left in the log is its own to move.
        if (new FileInfo(Location + "-wal") is { Exists: true, Length: > 0 })
            SqliteConnections.KeepLogOnClose(_last, true);
        _last.Dispose();
    }

    private ValueTask<long> NumberAsync(string sql, IReadOnlyList<object> parameters, CancellationToken ct) => _readers.ReadAsync(
        reader =>
        {
            long number = 0;
            reader.Run(sql, parameters, row => number = row.Long(0), ct);
            return number;
        },
        ct);

    private EventStoreException CannotBeSummed() =>
        new($"{ReadOnlyBecause} Until then it answers queries and traces; analyses and statistics read what only that version knows.");
}
