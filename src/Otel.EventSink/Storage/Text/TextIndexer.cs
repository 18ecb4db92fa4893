using SQLitePCL;

namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Indexes one window after the other, on a connection of its own. The events are read in a snapshot, while the writer goes on; the index
/// is then written in one transaction of some milliseconds.
/// </summary>
internal sealed class TextIndexer : IDisposable
{
    private const string Settings = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2048";

    private readonly sqlite3 _db;
    private readonly LogMover _mover;
    private readonly TextIndexWriter _writer;
    private readonly Statement _position;
    private readonly Statement _events;
    private readonly Statement _origin;

    public TextIndexer(string path, LogMover mover)
    {
        _mover = mover;
        _db = SqliteConnections.OpenWriterForOneThread(path);
        // What is lost with the power is made again; and memory is for the host.
        SqliteConnections.Execute(_db, Settings);
        _writer = new TextIndexWriter(_db);
        _position = new Statement(_db, """
            SELECT next_sequence, coalesce((SELECT end FROM text_window ORDER BY window DESC LIMIT 1), 0), coalesce((SELECT min(sequence) FROM event), next_sequence)
            FROM store
            """);
        _events = new Statement(_db, "SELECT sequence, time, origin, title, description FROM event WHERE sequence >= ?1 AND sequence < ?2 ORDER BY sequence");
        _origin = new Statement(_db, "SELECT title FROM origin WHERE id = ?1");
    }

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
        if (Math.Min(TextWindow.End(window), position.Next) > position.Indexed)
            Index(window, position.Next, isRepair: false, ct);
    }

    /// <summary>Makes the index of a window anew.</summary>
    public void Repair(long window, CancellationToken ct) => Index(window, Position().Next, isRepair: true, ct);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_position, _events, _origin])
            statement.Dispose();
        _writer.Dispose();
        _db.Dispose();
    }

    private void Index(long window, long next, bool isRepair, CancellationToken ct)
    {
        var end = Math.Min(TextWindow.End(window), next);
        if (end <= TextWindow.Start(window))
            return;
        var (first, count) = (TextWindow.FirstOffset(window), (int)(end - TextWindow.Start(window)));
        var builder = new WindowBuilder(first, count);
        var times = Read(builder, TextWindow.Start(window), end, ct);
        var (directory, parts) = builder.Build();
        ct.ThrowIfCancellationRequested();
        _writer.Write(new IndexedWindow(window, end, times.First, times.Last, builder.Count == count - first), directory, parts, isRepair);
        lock (_mover.Moving)
            _mover.Move(_db);
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
}
