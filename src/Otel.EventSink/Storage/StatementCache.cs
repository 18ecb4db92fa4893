using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Prepared statements by their text: preparing takes longer than many a query. The texts are few, as values are never part of them,
/// but not limited, so the cache is. Not thread-safe.
/// </summary>
internal sealed class StatementCache(sqlite3 db) : IDisposable
{
    private const int Capacity = 64;
    private readonly Dictionary<string, Statement> _idle = new(StringComparer.Ordinal);

    /// <summary>A statement for the caller alone, who gives it back: the same text may be asked for again meanwhile.</summary>
    public Statement Take(string sql) => _idle.Remove(sql, out var statement) ? statement : new Statement(db, sql);

    public void GiveBack(string sql, Statement statement)
    {
        // Not reset, it would hold a snapshot and the log with it; values may be large.
        statement.Reset();
        statement.ClearBindings();
        if (_idle.Count == Capacity)
            Dispose();
        if (!_idle.TryAdd(sql, statement))
            statement.Dispose();
    }

    public void Dispose()
    {
        foreach (var statement in _idle.Values)
            statement.Dispose();
        _idle.Clear();
    }
}
