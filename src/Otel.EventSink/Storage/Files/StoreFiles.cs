namespace Otel.EventSink.Storage.Files;

/// <summary>
/// The files of an open store, and whether they still are what is found under their names. SQLite gives no error when they are not: it
/// goes on in files that nobody can find any more.
/// </summary>
internal sealed class StoreFiles
{
    private readonly OpenFile _database;
    private readonly OpenFile _log;
    private readonly OpenFile _index;

    /// <param name="path">A database that a connection has read from just now: all its files are there.</param>
    public StoreFiles(string path)
    {
        _database = new OpenFile(path);
        _log = new OpenFile(path + "-wal");
        _index = new OpenFile(path + "-shm");
    }

    public FileChange Look()
    {
        if (!_database.IsInPlace(out var length))
            return FileChange.Moved;
        // A store has a page at least.
        if (length == 0)
            return FileChange.Emptied;
        return _log.IsInPlace(out _) && _index.IsInPlace(out _) ? FileChange.None : FileChange.LogMoved;
    }

    /// <summary>Whether the log that is found under its name belongs to this store, which itself is not there any more.</summary>
    public bool HasLeftLog => _log.IsFound;

    /// <inheritdoc cref="HasLeftLog"/>
    public bool HasLeftIndex => _index.IsFound;

    private sealed class OpenFile
    {
        private readonly byte[] _path;
        private readonly FileIdentity? _identity;

        public OpenFile(string path)
        {
            _path = FileIdentity.Encode(path);
            _identity = FileIdentity.Look(_path, out var identity, out _) == Found.File ? identity : null;
        }

        /// <summary>What is not known counts as in its place.</summary>
        public bool IsInPlace(out long length)
        {
            length = 1;
            if (_identity is not { } expected)
                return true;
            var found = FileIdentity.Look(_path, out var identity, out var size);
            if (found == Found.File)
                length = size;
            return found == Found.Unknown || (found == Found.File && identity == expected);
        }

        public bool IsFound => _identity is { } expected && FileIdentity.Look(_path, out var identity, out _) == Found.File && identity == expected;
    }
}

internal enum FileChange
{
    None,

    /// <summary>The path names no file, or another: it was deleted, renamed or replaced.</summary>
    Moved,

    /// <summary>It is cut to nothing.</summary>
    Emptied,

    /// <summary>The database is there; its log, or the index of that which connections share, is not.</summary>
    LogMoved,
}
