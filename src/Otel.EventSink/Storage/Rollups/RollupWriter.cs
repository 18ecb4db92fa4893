using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Adds up what a transaction inserts, and adds that to the rollups before it is committed. Used by the appender alone.</summary>
internal sealed class RollupWriter(sqlite3 db) : IDisposable
{
    private readonly RollupSums _sums = new();
    private readonly NameWriter _names = new(db);
    private readonly HashSet<long> _holes = [];
    private readonly Statement _readHoles = new(db, "SELECT hour FROM rollup_hole");

    private readonly Statement _addCell = new(db, $"""
        INSERT INTO rollup (hour, type, system, severity, events, timed, duration_sum, duration_min, duration_max)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET
          events = events + excluded.events,
          timed = timed + excluded.timed,
          duration_sum = min(duration_sum + excluded.duration_sum, {RollupSums.MaxSum}),
          duration_min = min(ifnull(duration_min, excluded.duration_min), ifnull(excluded.duration_min, duration_min)),
          duration_max = max(ifnull(duration_max, excluded.duration_max), ifnull(excluded.duration_max, duration_max))
        """);

    private readonly Statement _addBucket = new(db, """
        INSERT INTO rollup_duration (hour, type, bucket, events) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET events = events + excluded.events
        """);

    /// <summary>At the beginning of a transaction.</summary>
    public void Begin()
    {
        _names.Begin();
        _sums.Clear();
        _holes.Clear();
        while (_readHoles.Step())
            _holes.Add(_readHoles.Long(0));
        _readHoles.Reset();
    }

    /// <summary>For each event that is really inserted.</summary>
    public void Add(in RollupEvent e)
    {
        _names.Add(e);
        var hour = HourOf.Time(e.Time);
        if (_holes.Count == 0 || !_holes.Contains(hour))
            _sums.Add(hour, e.Type, e.System, e.Severity, e.Duration);
    }

    /// <summary>Before the commit.</summary>
    public void End()
    {
        _names.End();
        foreach (var (key, cell) in _sums.Cells)
        {
            _addCell.Bind(1, key.Hour);
            _addCell.Bind(2, key.Type);
            _addCell.Bind(3, key.System);
            _addCell.Bind(4, key.Severity);
            _addCell.Bind(5, cell.Events);
            _addCell.Bind(6, cell.Timed);
            _addCell.Bind(7, cell.Sum);
            _addCell.BindNull(8);
            _addCell.BindNull(9);
            if (cell.Timed > 0)
            {
                _addCell.Bind(8, cell.Min);
                _addCell.Bind(9, cell.Max);
            }

            _addCell.Run();
        }

        foreach (var (key, events) in _sums.Buckets)
        {
            _addBucket.Bind(1, key.Hour);
            _addBucket.Bind(2, key.Type);
            _addBucket.Bind(3, key.Bucket);
            _addBucket.Bind(4, events);
            _addBucket.Run();
        }
    }

    public void Dispose()
    {
        _names.Dispose();
        _readHoles.Dispose();
        _addCell.Dispose();
        _addBucket.Dispose();
    }
}
