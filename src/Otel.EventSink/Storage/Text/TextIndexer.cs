using SQLitePCL;

namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Indexes one window after the other, on a connection of its own. The events are read in a snapshot, while the writer goes on; the index
/// is then written in one transaction of some milliseconds. A crash leaves it out, and another process that was quicker is left alone.
/// </summary>
internal sealed class TextIndexer : IDisposable
{
    private const string Settings = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2048";

    private readonly sqlite3 _db;
    private readonly WriteTransaction _transaction;
    private readonly Statement _position;
    private readonly Statement _events;
    private readonly Statement _origin;
    private readonly Statement _indexedEnd;
    private readonly Statement _forgetParts;
    private readonly Statement _writeWindow;
    private readonly Statement _writePart;
    private readonly Statement _writeGap;

    public TextIndexer(string path)
    {
        _db = SqliteConnections.OpenWriterForOneThread(path);
        // What is lost with the power is made again; and memory is for the host.
        SqliteConnections.Execute(_db, Settings);
        _transaction = new WriteTransaction(_db);
        _position = new Statement(_db, """
            SELECT next_sequence, coalesce((SELECT end FROM text_window ORDER BY window DESC LIMIT 1), 0), coalesce((SELECT min(sequence) FROM event), next_sequence)
            FROM store
            """);
        _events = new Statement(_db, "SELECT sequence, time, origin, title, description FROM event WHERE sequence >= ?1 AND sequence < ?2 ORDER BY sequence");
        _origin = new Statement(_db, "SELECT title FROM origin WHERE id = ?1");
        _indexedEnd = new Statement(_db, "SELECT end FROM text_window WHERE window = ?1");
        _forgetParts = new Statement(_db, "DELETE FROM text_part WHERE id >= ?1 AND id < ?2");
        _writeWindow = new Statement(_db, "INSERT OR REPLACE INTO text_window VALUES (?1, ?2, ?3, ?4, ?5)");
        _writePart = new Statement(_db, "INSERT INTO text_part VALUES (?1, ?2)");
        _writeGap = new Statement(_db, "INSERT OR IGNORE INTO text_gap VALUES (?1)");
    }

    /// <summary>How far events and index are, as any process left them.</summary>
    public TextPosition Position()
    {
        _position.Step();
        var (next, end, first) = (_position.Long(0), _position.Long(1), _position.Long(2));
        _position.Reset();
        return new TextPosition(next, Math.Min(Math.Max(end, first), next));
    }

    /// <summary>Indexes the first window that is not, up to where the events are now.</summary>
    public void IndexNext(CancellationToken ct)
    {
        var position = Position();
        var window = TextWindow.Of(position.Indexed);
        var end = Math.Min(TextWindow.End(window), position.Next);
        if (end <= position.Indexed)
            return;
        var (first, count) = (TextWindow.FirstOffset(window), (int)(end - TextWindow.Start(window)));
        var builder = new WindowBuilder(first, count);
        var times = Read(builder, TextWindow.Start(window), end, ct);
        var (directory, parts) = builder.Build();
        ct.ThrowIfCancellationRequested();
        Write(new IndexedWindow(window, end, times.First, times.Last, builder.Count == count - first), directory, parts);
        Checkpointer.Checkpoint(_db);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_position, _events, _origin, _indexedEnd, _forgetParts, _writeWindow, _writePart, _writeGap])
            statement.Dispose();
        _transaction.Dispose();
        _db.Dispose();
    }

    private (long First, long Last) Read(WindowBuilder builder, long start, long end, CancellationToken ct)
    {
        var times = (First: long.MaxValue, Last: long.MinValue);
        _events.Bind(1, start);
        _events.Bind(2, end);
        try
        {
            while (_events.Step())
            {
                ct.ThrowIfCancellationRequested();
                var time = _events.Long(1);
                times = (Math.Min(times.First, time), Math.Max(times.Last, time));
                var origin = _events.Long(2);
                if (origin != 0 && !builder.Knows(origin))
                    AddOrigin(builder, origin);
                builder.Add(TextWindow.OffsetOf(_events.Long(0)), origin, _events.Bytes(3), _events.Bytes(4));
            }
        }
        finally
        {
            _events.Reset();
        }

        return times;
    }

    private void AddOrigin(WindowBuilder builder, long origin)
    {
        _origin.Bind(1, origin);
        if (_origin.Step())
            builder.AddOrigin(origin, _origin.Bytes(0));
        else
            builder.MissOrigin(origin);
        _origin.Reset();
    }

    private long IndexedEnd(long window)
    {
        _indexedEnd.Bind(1, window);
        var end = _indexedEnd.Step() ? _indexedEnd.Long(0) : 0;
        _indexedEnd.Reset();
        return end;
    }

    private void Write(IndexedWindow window, TextDirectory directory, IReadOnlyList<byte[]> parts)
    {
        _transaction.Begin();
        try
        {
            if (IndexedEnd(window.Window) < window.End)
                Replace(window, directory, parts);
            _transaction.Commit();
        }
        catch
        {
            _transaction.RollBack();
            throw;
        }
    }

    private void Replace(IndexedWindow window, TextDirectory directory, IReadOnlyList<byte[]> parts)
    {
        _forgetParts.Bind(1, TextWindow.PartId(window.Window, 0));
        _forgetParts.Bind(2, TextWindow.PartId(window.Window + 1, 0));
        _forgetParts.Run();
        for (var i = 0; i < parts.Count; i++)
        {
            _writePart.Bind(1, TextWindow.PartId(window.Window, i));
            _writePart.BindBlob(2, parts[i]);
            _writePart.Run();
        }

        _writeWindow.Bind(1, window.Window);
        _writeWindow.Bind(2, window.End);
        _writeWindow.Bind(3, window.FirstTime);
        _writeWindow.Bind(4, window.LastTime);
        _writeWindow.BindBlob(5, directory.ToBytes());
        _writeWindow.Run();
        if (window.IsComplete)
            return;
        // Events that were deleted before there was a trigger to note it.
        _writeGap.Bind(1, window.Window);
        _writeGap.Run();
    }
}

/// <param name="Next">The first sequence number that is not given yet.</param>
/// <param name="Indexed">The first one that is not in the index.</param>
internal readonly record struct TextPosition(long Next, long Indexed)
{
    public long Pending => Next - Indexed;

    /// <summary>How many windows are full, but not indexed.</summary>
    public long FullWindows => TextWindow.Of(Next) - TextWindow.Of(Indexed);
}
