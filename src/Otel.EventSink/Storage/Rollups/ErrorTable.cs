using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>The writer's part of <c>rollup_error</c>: errors by hour, system, type, component, severity and fault.</summary>
internal sealed class ErrorTable(sqlite3 db) : IDisposable
{
    private readonly Dictionary<ErrorKey, ErrorCell> _cells = [];

    // Of two that happened at one moment the later to arrive is the last. What is inserted now arrives later than all that is there.
    private readonly Statement _add = new(db, """
        INSERT INTO rollup_error (hour, system, type, component, severity, fault, events, first_time, last_time, last_sequence)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO UPDATE SET
          events = events + excluded.events,
          first_time = min(first_time, excluded.first_time),
          last_sequence = CASE WHEN excluded.last_time >= last_time THEN excluded.last_sequence ELSE last_sequence END,
          last_time = max(last_time, excluded.last_time)
        """);

    public void Clear() => _cells.Clear();

    public void Add(long hour, in RollupEvent e)
    {
        if (e.Severity < SeverityNumbers.Error)
            return;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, new ErrorKey(hour, e.System, e.Type, e.Component, e.Severity, e.Fault), out _);
        cell = cell.Plus(ErrorCell.Of(e.Time, e.Sequence));
    }

    public void Write()
    {
        foreach (var (key, cell) in _cells)
        {
            _add.Bind(1, key.Hour);
            _add.Bind(2, key.System);
            _add.Bind(3, key.Type);
            _add.Bind(4, key.Component);
            _add.Bind(5, key.Severity);
            _add.Bind(6, key.Fault);
            _add.Bind(7, cell.Events);
            _add.Bind(8, cell.First);
            _add.Bind(9, cell.Last);
            _add.Bind(10, cell.LastSequence);
            _add.Run();
        }
    }

    public void Dispose() => _add.Dispose();
}
