using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Adds up what a transaction inserts, and adds that to the rollups before it is committed. Used by the appender alone.</summary>
internal sealed class RollupWriter(sqlite3 db) : IDisposable
{
    private readonly Dictionary<Key, Cell> _cells = [];
    private readonly Dictionary<BucketKey, int> _buckets = [];
    private readonly HashSet<long> _holes = [];
    private readonly Statement _readHoles = new(db, "SELECT hour FROM rollup_hole");

    private readonly Statement _addCell = new(db, """
        INSERT INTO rollup VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET
          events = events + excluded.events,
          timed = timed + excluded.timed,
          duration_sum = duration_sum + excluded.duration_sum,
          duration_min = min(ifnull(duration_min, excluded.duration_min), ifnull(excluded.duration_min, duration_min)),
          duration_max = max(ifnull(duration_max, excluded.duration_max), ifnull(excluded.duration_max, duration_max))
        """);

    private readonly Statement _addBucket = new(db, """
        INSERT INTO rollup_duration VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET events = events + excluded.events
        """);

    /// <summary>At the beginning of a transaction.</summary>
    public void Begin()
    {
        _cells.Clear();
        _buckets.Clear();
        _holes.Clear();
        while (_readHoles.Step())
            _holes.Add(_readHoles.Long(0));
        _readHoles.Reset();
    }

    /// <summary>For each event that is really inserted.</summary>
    public void Add(long time, long type, long system, int severity, long duration)
    {
        var hour = HourOf.Time(time);
        if (_holes.Count > 0 && _holes.Contains(hour))
            return;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, new Key(hour, type, system, severity), out _);
        cell.Events++;
        if (!DurationBuckets.IsTimed(duration))
            return;
        cell.Min = cell.Timed == 0 ? duration : Math.Min(cell.Min, duration);
        cell.Max = Math.Max(cell.Max, duration);
        cell.Sum += duration;
        cell.Timed++;
        CollectionsMarshal.GetValueRefOrAddDefault(_buckets, new BucketKey(hour, type, DurationBuckets.Of(duration)), out _)++;
    }

    /// <summary>Before the commit.</summary>
    public void End()
    {
        foreach (var (key, cell) in _cells)
        {
            _addCell.Bind(1, key.Hour);
            _addCell.Bind(2, key.Type);
            _addCell.Bind(3, key.System);
            _addCell.Bind(4, key.Severity);
            _addCell.Bind(5, cell.Events);
            _addCell.Bind(6, cell.Timed);
            _addCell.Bind(7, cell.Sum);
            if (cell.Timed == 0)
            {
                _addCell.BindNull(8);
                _addCell.BindNull(9);
            }
            else
            {
                _addCell.Bind(8, cell.Min);
                _addCell.Bind(9, cell.Max);
            }

            _addCell.Run();
        }

        foreach (var (key, events) in _buckets)
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
        _readHoles.Dispose();
        _addCell.Dispose();
        _addBucket.Dispose();
    }

    private readonly record struct Key(long Hour, long Type, long System, int Severity);

    private readonly record struct BucketKey(long Hour, long Type, int Bucket);

    private struct Cell
    {
        public long Events;
        public long Timed;
        public long Sum;
        public long Min;
        public long Max;
    }
}
