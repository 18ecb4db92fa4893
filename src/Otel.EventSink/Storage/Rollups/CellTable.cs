using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>The writer's part of <c>rollup</c>: counts and durations by hour, type, system and severity.</summary>
internal sealed class CellTable(sqlite3 db) : IDisposable
{
    private readonly Dictionary<RollupKey, RollupCell> _cells = [];

    private readonly Statement _add = new(db, $"""
        INSERT INTO rollup (hour, type, system, severity, events, timed, duration_sum, duration_min, duration_max)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET
          events = events + excluded.events,
          timed = timed + excluded.timed,
          duration_sum = min(duration_sum + excluded.duration_sum, {RollupCell.MaxSum}),
          duration_min = min(ifnull(duration_min, excluded.duration_min), ifnull(excluded.duration_min, duration_min)),
          duration_max = max(ifnull(duration_max, excluded.duration_max), ifnull(excluded.duration_max, duration_max))
        """);

    public void Clear() => _cells.Clear();

    public void Add(long hour, in RollupEvent e)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, new RollupKey(hour, e.Type, e.System, e.Severity), out _);
        cell = cell.Plus(RollupCell.Of(e.Duration));
    }

    public void Write()
    {
        foreach (var (key, cell) in _cells)
        {
            _add.Bind(1, key.Hour);
            _add.Bind(2, key.Type);
            _add.Bind(3, key.System);
            _add.Bind(4, key.Severity);
            _add.Bind(5, cell.Events);
            _add.Bind(6, cell.Timed);
            _add.Bind(7, cell.Sum);
            _add.BindNull(8);
            _add.BindNull(9);
            if (cell.Timed > 0)
            {
                _add.Bind(8, cell.Min);
                _add.Bind(9, cell.Max);
            }

            _add.Run();
        }
    }

    public void Dispose() => _add.Dispose();
}

internal readonly record struct RollupKey(long Hour, long Type, long System, int Severity);
