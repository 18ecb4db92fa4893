using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage.Files;
using Otel.EventSink.Storage.Text;

namespace Otel.EventSink.Storage;

/// <summary>
/// Events in one SQLite file: a connection that appends, one that moves the log, and readers. What is to become of it when the file is
/// damaged or gone is for <see cref="LastingStore"/> to decide, which also holds the lock of the folder while this is opened and closed.
/// </summary>
internal sealed class SqliteStore
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(15);
    private readonly StoreSettings _settings;
    private readonly SqliteAppender _appender;
    private readonly StoreFiles _files;
    private readonly LogMover _mover;
    private readonly Checkpointer _checkpointer;
    private readonly LogKeeper _log;
    private readonly ReaderPool _readers;
    private readonly TextIndexSchedule? _texts;
    private readonly WriteTurn _turn = new();
    private readonly SemaphoreSlim _oneRetention = new(1, 1);

    private SqliteStore(StoreSettings settings, SqliteAppender appender, LogMover mover)
    {
        _settings = settings;
        _appender = appender;
        _files = new StoreFiles(settings.Path);
        _mover = mover;
        _checkpointer = new Checkpointer(settings.Path, mover, settings.Failures, e => Damaged?.Invoke(e));
        _log = new LogKeeper(settings, appender, mover, _checkpointer, e => Damaged?.Invoke(e));
        _texts = settings.TextIndex ? new TextIndexSchedule(settings.Path, mover, settings.Failures, settings.Time, e => Damaged?.Invoke(e)) : null;
        _readers = new ReaderPool(settings.Path, e => Suspected?.Invoke(e), window => _texts?.Repair(window));
        Reads = new StoreReads(settings.Path, _readers);
    }

    public StoreReads Reads { get; }

    /// <summary>What the last retention of this store did.</summary>
    public RetentionResult? LastRetention { get; private set; }

    /// <summary>Whether a batch was ever committed to it.</summary>
    public bool HasTakenBatch { get; private set; }

    /// <summary>Damage that whoever writes or moves the log has met. Any thread, but none that <see cref="Close"/> does not wait for.</summary>
    public Action<Exception>? Damaged { get; set; }

    /// <summary>A reader has met something that cannot be as it was written.</summary>
    public Action<Exception>? Suspected { get; set; }

    /// <exception cref="EventStoreException">The file cannot be opened, or is none of ours.</exception>
    /// <exception cref="NewerSchemaException">The file is of a newer version.</exception>
    public static SqliteStore Open(StoreSettings settings)
    {
        SqliteVersion.Ensure();
        var (path, time) = (settings.Path, settings.Time);
        var started = time.GetTimestamp();
        var wait = new SpinWait();
        while (true)
        {
            try
            {
                return TryOpen(settings);
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

    /// <summary>Whether the files still are where they were opened. Any thread.</summary>
    public FileChange Look() => _files.Look();

    public StoreFiles Files => _files;

    public AppendResult Append(EventBatch batch, bool sync)
    {
        var isLogSmall = true;
        var result = InTurn(() =>
        {
            var result = _appender.Append(batch, sync);
            // Looked at after the commit: what is said to be committed then was so in a file that could be found.
            EnsureInPlace();
            HasTakenBatch = true;
            isLogSmall = _log.TryKeepSmall();
            _texts?.Note(_appender.Next);
            return result;
        });
        // Out of turn: whoever is at the log may be waiting for it.
        if (!isLogSmall)
            _log.KeepSmall();
        return result;
    }

    public void Sync() => InTurn(() =>
    {
        _appender.Sync();
        EnsureInPlace();
        return true;
    });

    public async ValueTask<long> RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct)
    {
        var path = _settings.Path;
        await _oneRetention.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var retention = new Retention(path, _turn, _mover, _settings.Failures, _settings.Time);
            var result = await Task.Run(() => retention.Run(before is { } time ? UnixTime.From(time) : null, maxBytes, ct), ct).ConfigureAwait(false);
            LastRetention = result;
            return result.Deleted;
        }
        catch (SqliteError e)
        {
            if (e.IsCorrupt)
                Damaged?.Invoke(e);
            var advice = e.IsFull ? "End whoever has been reading the file for long, or free 2 MiB on the disk; then try again." : e.Advice;
            throw new EventStoreException($"Old events could not all be deleted from '{path}': {e.Message}. {advice}", e);
        }
        finally
        {
            _oneRetention.Release();
        }
    }

    public void Close(StoreEnd end)
    {
        CloseOthers();
        // Closing the last connection would do this too, but say nothing of a failure.
        var isMoved = end != StoreEnd.AsItIs && _log.TryMoveAll();
        if (end == StoreEnd.WholeFile && isMoved)
            _appender.ClearLogOnClose();
        _appender.Dispose();
    }

    /// <summary>
    /// Where nobody else has the database open: moves all that is in the log into it, and has done with a log that was taken away. The
    /// store is closed then, and as good as before.
    /// </summary>
    /// <param name="isLogOurs">Else it is only moved.</param>
    public bool TryCloseWithoutLog(bool isLogOurs)
    {
        CloseOthers();
        var isWhole = isLogOurs && _appender.TryEndLog();
        if (!isWhole)
            _log.TryMoveAll();
        _appender.Dispose();
        return isWhole;
    }

    private static SqliteStore TryOpen(StoreSettings settings)
    {
        var path = settings.Path;
        DatabasePath.Prepare(path);
        var mover = new LogMover(path);
        var appender = SqliteAppender.Open(path, mover);
        try
        {
            var store = new SqliteStore(settings, appender, mover);
            store._texts?.Note(appender.Next);
            return store;
        }
        catch
        {
            appender.Dispose();
            throw;
        }
    }

    private void CloseOthers()
    {
        _texts?.Dispose();
        _readers.Dispose();
        _checkpointer.Dispose();
    }

    private void EnsureInPlace()
    {
        if (_files.Look() is var change and not FileChange.None)
            throw new StoreFailureException(StoreFailureKind.Gone, $"The event store '{_settings.Path}' was taken away ({change}).");
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
                _settings.Full?.Invoke();
            }

            if (e.IsReadOnly && DatabaseHeader.Read(_settings.Path).IsReadOnly)
                throw new StoreFailureException(StoreFailureKind.Damaged, $"its header says that it may only be read ({e.Message})", e);
            throw StoreFailureException.From(e, _settings.Path);
        }
        finally
        {
            _turn.Exit();
        }
    }
}

/// <summary>How a store is left.</summary>
internal enum StoreEnd
{
    /// <summary>As one whole file, if nobody else has it open.</summary>
    WholeFile,

    /// <summary>With what the log held moved into the database, wherever that is by now; no file is deleted.</summary>
    LogMoved,

    /// <summary>Untouched.</summary>
    AsItIs,
}
