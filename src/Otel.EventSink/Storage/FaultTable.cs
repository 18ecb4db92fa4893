using Otel.EventSink.Capture;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>The writer's way from faults to their ids. What a transaction adds is remembered only once it is committed. Used by one thread.</summary>
internal sealed class FaultTable(sqlite3 db) : IDisposable
{
    /// <summary>
    /// Shapes of plain texts that are kept of one source. Texts with ever new words are no faults that a person would want to list one
    /// by one; those beyond have no fault, and are read when they are analysed.
    /// </summary>
    private const int MaxShapes = 1_000;

    private const int MaxCached = 8_192;
    private readonly Dictionary<string, (long Id, long First)> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);

    // The first time is the earliest, whoever wrote it.
    private readonly Statement _add = new(db, """
        INSERT INTO fault (key, title, first_time, mined) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (key) DO UPDATE SET first_time = min(first_time, excluded.first_time)
        RETURNING id, first_time
        """);

    private readonly Statement _isKnown = new(db, "SELECT 1 FROM fault WHERE key = ?1");
    private readonly Statement _countShapes = new(db, "SELECT count(*) FROM fault WHERE key >= ?1 AND key < ?2");

    /// <summary>The id; 0 where there is no room for one.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="time">When it happened, Unix time in ns.</param>
    public long Get(Fault fault, long time)
    {
        if (_faults.TryGetValue(fault.Key, out var known) && known.First <= time)
            return known.Id;
        if (known.Id == 0 && fault.Source is not null && !HasRoom(fault, fault.Source))
            return 0;
        if (_faults.Count == MaxCached)
            _faults.Clear();
        _add.Bind(1, fault.Key);
        _add.Bind(2, fault.Title);
        _add.Bind(3, time);
        _add.Bind(4, fault.Source is null ? 0 : 1);
        _add.Step();
        known = (_add.Long(0), _add.Long(1));
        // RETURNING needs the step to the end.
        while (_add.Step())
        {
        }

        _add.Reset();
        _faults[fault.Key] = known;
        return known.Id;
    }

    public void Forget()
    {
        _faults.Clear();
        _shapes.Clear();
    }

    public void Dispose()
    {
        _add.Dispose();
        _isKnown.Dispose();
        _countShapes.Dispose();
    }

    private bool HasRoom(Fault fault, string source)
    {
        if (IsKnown(fault.Key))
            return true;
        if (!_shapes.TryGetValue(source, out var shapes))
        {
            if (_shapes.Count == MaxCached)
                _shapes.Clear();
            shapes = Count(source);
        }

        // Other processes may add some too; it is the order of magnitude that matters.
        _shapes[source] = Math.Min(shapes + 1, MaxShapes);
        return shapes < MaxShapes;
    }

    private bool IsKnown(string key)
    {
        _isKnown.Bind(1, key);
        var isKnown = _isKnown.Step();
        _isKnown.Reset();
        return isKnown;
    }

    private int Count(string source)
    {
        var (first, end) = (source, Fault.EndOf(source));
        _countShapes.Bind(1, first);
        _countShapes.Bind(2, end);
        _countShapes.Step();
        var count = (int)_countShapes.Long(0);
        _countShapes.Reset();
        return count;
    }
}
