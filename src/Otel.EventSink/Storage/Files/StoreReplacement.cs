using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Storage.Files;

/// <summary>
/// Opens and closes stores, and decides what becomes of one that is damaged or gone. Several processes come to this at once: each works
/// under the lock of the folder, and moves a file aside only where the path still leads to the one that it has open itself.
/// </summary>
internal sealed class StoreReplacement(StoreSettings settings)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Where new stores are damaged too, one after the other, it is not worth it to move each aside at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Events may be stored by another process before this one has noticed that there is a new file.</summary>
    private static readonly TimeSpan NoticeTime = TimeSpan.FromSeconds(10);

    private readonly string _path = settings.Path;
    private long? _damagedAt;

    /// <summary>The first time, when a host starts: what cannot be opened is refused.</summary>
    /// <exception cref="EventStoreException">See <see cref="SqliteStore.Open"/>.</exception>
    public SqliteStore Open()
    {
        using var folder = LockFolder();
        if (folder is not null)
            MoveLeftLogAside();
        try
        {
            return SqliteStore.Open(settings);
        }
        catch (EventStoreException e) when (folder is not null && IsDamaged(e.InnerException))
        {
            Announce($"The event store '{_path}' is damaged: {e.InnerException!.Message}.", Quarantine.Move(_path, settings.Time.GetUtcNow()), e);
            return SqliteStore.Open(settings);
        }
    }

    /// <summary>Later, in place of a store that was left.</summary>
    /// <exception cref="StoreFailureException">It cannot be opened now; that may pass.</exception>
    public SqliteStore Reopen()
    {
        try
        {
            return Open();
        }
        catch (Exception e) when (e is EventStoreException or NewerSchemaException)
        {
            throw new StoreFailureException(StoreFailureKind.Failing, $"Nothing can be recorded, as there is no event store any more: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFailureException(StoreFailureKind.Failing, $"Nothing can be recorded, as no event store can be made at '{_path}': {e.Message} Check that this user may write the folder.", e);
        }
    }

    /// <summary>False: not on this system, or it was done a moment ago and the new one is damaged at once.</summary>
    public bool CanReplace(SqliteStore store) => FileIdentity.IsKnown
        && (store.HasTakenBatch || store.Look() != FileChange.None || _damagedAt is not { } at || settings.Time.GetElapsedTime(at) >= Pause);

    /// <summary>Closes a store that is damaged or gone, and moves it aside where it is still there.</summary>
    /// <param name="left">Called once it cannot be used any more.</param>
    /// <exception cref="StoreFailureException">Not now: the folder cannot be made, or is locked.</exception>
    public void Leave(SqliteStore store, Exception why, Action left)
    {
        using var folder = LockFolder() ?? throw new StoreFailureException(
            StoreFailureKind.Failing, $"The event store '{_path}' was deleted or damaged, and its folder cannot be locked to start a new one. Check that the folder exists and can be read.", why);
        var change = store.Look();
        left();
        try
        {
            Leave(store, change, why);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFailureException(
                StoreFailureKind.Failing, $"The event store '{_path}' is damaged and cannot be moved aside: {e.Message} Check that this user may write the folder.", e);
        }
    }

    /// <summary>The end of a store, when a host stops.</summary>
    public void Close(SqliteStore store)
    {
        using var folder = FolderLock.TryTake(_path, LockTimeout, settings.Time);
        var change = store.Look();
        store.Close(change != FileChange.None || (folder is null && FileIdentity.IsKnown) ? StoreEnd.LogMoved : StoreEnd.WholeFile);
        if (change == FileChange.Moved)
            Announce($"The event store '{_path}' was deleted, renamed or replaced since the last event was stored.", null, null);
    }

    /// <summary>Where whoever follows what is stored goes on: none of what was there before is new to them.</summary>
    public long FindStart(SqliteStore store)
    {
        try
        {
            return store.Reads.LastSequenceBeforeAsync(UnixTime.From(settings.Time.GetUtcNow() - NoticeTime), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        catch (EventStoreException)
        {
            return 0; // said by whoever follows, who asks the same store
        }
    }

    private void Leave(SqliteStore store, FileChange change, Exception why)
    {
        if (change == FileChange.Moved)
        {
            LeaveMoved(store, why);
            return;
        }

        string damage;
        if (change == FileChange.LogMoved)
        {
            // A log that somebody else has made in its place is not ours to end.
            var isOurs = store.Files.HasLeftLog || !File.Exists(_path + "-wal");
            if (store.TryCloseWithoutLog(isOurs))
            {
                Announce($"The log of the event store '{_path}' was deleted while it was in use. It was still open, and is moved into the database: nothing is lost.", null, why);
                return;
            }

            damage = "its log was deleted while several processes used it";
        }
        else
        {
            store.Close(StoreEnd.AsItIs);
            damage = change == FileChange.Emptied ? "the file is cut to nothing" : why.Message;
        }

        _damagedAt = settings.Time.GetTimestamp();
        Announce($"The event store '{_path}' is damaged: {damage}.", Quarantine.Move(_path, settings.Time.GetUtcNow()), why);
    }

    private void LeaveMoved(SqliteStore store, Exception why)
    {
        // Wherever it is now, it then has all that was stored.
        store.Close(StoreEnd.LogMoved);
        string? log = null;
        if (store.Files.HasLeftLog)
            log = Quarantine.MoveLeftLog(_path, settings.Time.GetUtcNow());
        else if (store.Files.HasLeftIndex)
            File.Delete(_path + "-shm");
        Announce($"The event store '{_path}' was deleted, renamed or replaced while it was in use. What was stored is in the file that was taken away.", log, why);
    }

    /// <summary>Left by a database that was deleted while nobody had it open, or cut to nothing: SQLite would delete it.</summary>
    private void MoveLeftLogAside()
    {
        var isEmpty = new FileInfo(_path) is not { Exists: true, Length: > 0 };
        if (isEmpty && new FileInfo(_path + "-wal") is { Exists: true, Length: > 0 })
            Announce($"The database '{_path}' is gone, and has left its log behind.", Quarantine.MoveLeftLog(_path, settings.Time.GetUtcNow()), null);
    }

    /// <summary>Whether what stood in the way of opening is damage of a file that is ours. A file of anybody else's is not touched.</summary>
    private bool IsDamaged(Exception? error)
    {
        if (error is not SqliteError sqlite || !(sqlite.IsCorrupt || sqlite.IsUnclear || sqlite.IsReadOnly))
            return false;
        var header = DatabaseHeader.Read(_path);
        return sqlite.IsCorrupt ? header.IsOurs : sqlite.IsReadOnly ? header.IsReadOnly : header.IsCurrent;
    }

    /// <summary>Null: there is no folder, and none can be made; whoever opens the store then says why.</summary>
    private FolderLock? LockFolder()
    {
        try
        {
            DatabasePath.PrepareFolder(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return FolderLock.TryTake(_path, LockTimeout, settings.Time);
    }

    private void Announce(string what, string? quarantined, Exception? why)
    {
        settings.Incidents.Note(quarantined);
        var rescue = quarantined is null ? "" : $" It was moved aside as '{quarantined}'; to save what it holds: sqlite3 '{quarantined}' .recover | sqlite3 saved.db";
        settings.Failures.Announce("store", $"{what}{rescue} Recording goes on in '{_path}'.", why);
    }
}
