using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;
using Otel.EventSink.Storage.Text;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Events in one SQLite file: a connection that appends, one that moves the log, and readers.</summary>
internal sealed class SqliteStore : IEventStore
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(15);
    private readonly SqliteAppender _appender;
    private readonly LogMover _mover;
    private readonly Checkpointer _checkpointer;
    private readonly ReaderPool _readers;
    private readonly Failures _failures;
    private readonly TextIndexSchedule? _texts;
    private readonly TimeProvider _time;
    private readonly Action? _full;
    private readonly WriteTurn _turn = new();
    private readonly SemaphoreSlim _oneRetention = new(1, 1);

    private SqliteStore(
        string path, SqliteAppender appender, LogMover mover, Checkpointer checkpointer, Failures failures, TimeProvider time, TextIndexSchedule? texts, Action? full)
    {
        Location = path;
        _appender = appender;
        _mover = mover;
        _checkpointer = checkpointer;
        _readers = new ReaderPool(path);
        _failures = failures;
        _texts = texts;
        _time = time;
        _full = full;
    }

    public string Location { get; }

    /// <summary>What the last retention of this store did.</summary>
    public RetentionResult? LastRetention { get; private set; }

    /// <param name="full">Called each time that nothing can be appended because the disk is full, by the thread that appends.</param>
    /// <exception cref="EventStoreException">The file cannot be opened, is none of ours, or of a newer version.</exception>
    public static SqliteStore Open(string path, Failures failures, TimeProvider time, bool textIndex = true, Action? full = null)
    {
        SqliteVersion.Ensure();
        var started = time.GetTimestamp();
        var wait = new SpinWait();
        while (true)
        {
            try
            {
                return TryOpen(path, failures, time, textIndex, full);
            }
            catch (SqliteError e) when (e.IsBusy && time.GetElapsedTime(started) < OpenTimeout)
            {
                // Other processes create the file at this moment; SQLite does not wait for the change to WAL.
                wait.SpinOnce();
            }
            catch (SqliteError e)
            {
                throw new EventStoreException($"Cannot open event store '{path}': {e.Message}. {e.Advice}", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new EventStoreException($"Cannot open event store '{path}': {e.Message} Check that the folder exists or can be made, and that this user may write it.", e);
            }
        }
    }

    public AppendResult Append(EventBatch batch, bool sync) => InTurn(() =>
    {
        var result = _appender.Append(batch, sync);
        KeepLogSmall();
        _texts?.Note(_appender.Next);
        return result;
    });

    public void Sync() => InTurn(() =>
    {
        _appender.Sync();
        return true;
    });

    public ValueTask<IReadOnlyList<Event>> QueryAsync(EventSelection selection, CancellationToken ct) =>
        _readers.ReadAsync(reader => EventPlan.List(reader, selection, ct), ct);

    public ValueTask<long> CountAsync(EventFilter filter, CancellationToken ct) =>
        _readers.ReadAsync(reader => EventPlan.Count(reader, filter, ct), ct);

    public ValueTask<WindowSums> SumAsync(SumRequest request, CancellationToken ct) =>
        _readers.ReadAsync(reader => new WindowReader(reader, request, ct).Read(), ct);

    public ValueTask<IReadOnlyList<ErrorEntry>> ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct) =>
        _readers.ReadAsync<IReadOnlyList<ErrorEntry>>(reader =>
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

    public ValueTask<long> LastSequenceAsync(CancellationToken ct) => _readers.ReadAsync(reader =>
    {
        long next = 1;
        reader.Run("SELECT next_sequence FROM store", [], row => next = row.Long(0), ct);
        return next - 1;
    }, ct);

    public ValueTask<StoreExtent> MeasureAsync(CancellationToken ct) => _readers.ReadAsync(reader =>
    {
        DateTimeOffset? oldest = null, newest = null;
        // Two statements: min and max in one would read the whole index.
        reader.Run("SELECT min(time) FROM event", [], row => oldest = TimeOf(row), ct);
        reader.Run("SELECT max(time) FROM event", [], row => newest = TimeOf(row), ct);
        return new StoreExtent(SizeOf(Location) + SizeOf(Location + "-wal"), oldest, newest);
    }, ct);

    public async ValueTask<long> RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct)
    {
        await _oneRetention.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var retention = new Retention(Location, _turn, _mover, _failures, _time);
            var result = await Task.Run(() => retention.Run(before is { } time ? UnixTime.From(time) : null, maxBytes, ct), ct).ConfigureAwait(false);
            LastRetention = result;
            return result.Deleted;
        }
        catch (SqliteError e)
        {
            var advice = e.IsFull ? "End whoever has been reading the file for long, or free 2 MiB on the disk; then try again." : e.Advice;
            throw new EventStoreException($"Old events could not all be deleted from '{Location}': {e.Message}. {advice}", e);
        }
        finally
        {
            _oneRetention.Release();
        }
    }

    public void Dispose()
    {
        _texts?.Dispose();
        _readers.Dispose();
        _checkpointer.Dispose();
        try
        {
            // Closing the last connection would do this too, but say nothing of a failure.
            var (logged, moved) = _appender.Checkpoint();
            if (moved == logged)
                _appender.RemoveLogOnClose();
        }
        catch (SqliteError e)
        {
            _failures.Report("checkpoint", $"The write-ahead log of '{Location}' could not be moved into the database: {e.Message}. {e.Advice}", e);
        }

        _appender.Dispose();
    }

    private static SqliteStore TryOpen(string path, Failures failures, TimeProvider time, bool textIndex, Action? full)
    {
        DatabasePath.Prepare(path);
        // Made and brought up to date first: the writer's own connection must find all its tables.
        long next;
        using (var db = SqliteConnections.OpenWriterForOneThread(path))
        {
            Ensure(db, path);
            next = SqliteConnections.Scalar(db, "SELECT next_sequence FROM store");
        }

        var mover = new LogMover(path);
        var appender = SqliteAppender.Open(path, mover);
        try
        {
            var texts = textIndex ? new TextIndexSchedule(path, mover, failures, time) : null;
            var store = new SqliteStore(path, appender, mover, new Checkpointer(path, mover, failures), failures, time, texts, full);
            texts?.Note(next);
            return store;
        }
        catch
        {
            appender.Dispose();
            throw;
        }
    }

    private static void Ensure(sqlite3 db, string path)
    {
        try
        {
            Schema.Ensure(db, path);
        }
        catch (EventStoreException)
        {
            // Not ours: it is left as we found it, without a log beside it.
            SqliteConnections.SetMoveOnClose(db, true);
            throw;
        }
    }

    private T InTurn<T>(Func<T> write)
    {
        _turn.Enter();
        try
        {
            return write();
        }
        catch (SqliteError e)
        {
            if (e.IsFull)
            {
                // Moved, the log is written again from its start: that is room for the next try.
                _checkpointer.Hurry();
                _full?.Invoke();
            }

            throw StoreFailureException.From(e, Location);
        }
        finally
        {
            _turn.Exit();
        }
    }

    private void KeepLogSmall()
    {
        if (!_appender.HasRoom)
            _checkpointer.Hurry();
        // Without waiting: retention moves the log, and may be waiting for this turn to end.
        if (!_checkpointer.IsWritersTurn(_appender.LogBytes) || !_mover.Moving.TryEnter())
            return;
        try
        {
            _appender.Checkpoint();
            _checkpointer.NoteMoved();
        }
        catch (SqliteError e)
        {
            // The batch is committed whatever becomes of the log.
            _failures.Report("checkpoint", $"The write-ahead log of '{Location}' could not be moved into the database: {e.Message}. {e.Advice}", e);
        }
        finally
        {
            _mover.Moving.Exit();
        }
    }

    private static DateTimeOffset? TimeOf(Statement row) => row.IsNull(0) ? null : UnixTime.ToTime(row.Long(0), out _);

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
