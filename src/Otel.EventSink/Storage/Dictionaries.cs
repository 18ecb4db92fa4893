using Otel.EventSink.Capture;
using Otel.EventSink.Pipeline;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// The writer's way from names to the small integers that stand for them in rows. What a transaction adds is remembered only once it
/// is committed. Used by one thread.
/// </summary>
internal sealed class Dictionaries(sqlite3 db) : IDisposable
{
    private readonly IdTable<string> _system = Names(db, "system");
    private readonly IdTable<string> _type = Names(db, "type");
    private readonly IdTable<string> _component = Names(db, "component");
    private readonly IdTable<string> _tags = Names(db, "tag_set");
    private readonly IdTable<string> _resource = Names(db, "resource");
    private readonly IdTable<Origin> _origin = Origins(db);
    private readonly FaultTable _fault = new(db);

    /// <summary>The ids of a row's names; what is new is added.</summary>
    public RowNames Of(in EventRow row) => new(
        _system.Get(row.System),
        _type.Get(row.Type),
        row.Component is { } component ? _component.Get(component) : 0,
        row.Tags is { } tags ? _tags.Get(tags) : 0,
        row.Resource is { } resource ? _resource.Get(resource) : 0,
        row.Origin is { } origin ? _origin.Get(origin) : 0,
        row.Fault is { } fault ? _fault.Get(fault, row.Time) : 0);

    /// <summary>After a rollback: ids that were given in it are not valid.</summary>
    public void Forget()
    {
        _system.Forget();
        _type.Forget();
        _component.Forget();
        _tags.Forget();
        _resource.Forget();
        _origin.Forget();
        _fault.Forget();
    }

    public void Dispose()
    {
        _system.Dispose();
        _type.Dispose();
        _component.Dispose();
        _tags.Dispose();
        _resource.Dispose();
        _origin.Dispose();
        _fault.Dispose();
    }

    private static IdTable<string> Names(sqlite3 db, string table) => new(
        db,
        $"SELECT id FROM {table} WHERE name = ?1",
        $"INSERT INTO {table} (name) VALUES (?1) RETURNING id",
        static (statement, name) => statement.Bind(1, name));

    private static IdTable<Origin> Origins(sqlite3 db) => new(
        db,
        "SELECT id FROM origin WHERE title = ?1 AND metadata = ?2",
        "INSERT INTO origin (title, metadata) VALUES (?1, ?2) RETURNING id",
        static (statement, origin) =>
        {
            statement.Bind(1, origin.Title);
            statement.Bind(2, origin.Metadata);
        });

    private sealed class IdTable<TKey>(sqlite3 db, string find, string add, Action<Statement, TKey> bind) : IDisposable
        where TKey : notnull
    {
        private const int MaxCached = 32_768;
        private readonly Dictionary<TKey, long> _ids = [];
        private readonly Statement _find = new(db, find);
        private readonly Statement _add = new(db, add);

        public long Get(TKey key)
        {
            if (_ids.TryGetValue(key, out var id))
                return id;
            if (_ids.Count == MaxCached)
                _ids.Clear();
            return _ids[key] = One(_find, key) ?? One(_add, key)!.Value;
        }

        public void Forget() => _ids.Clear();

        public void Dispose()
        {
            _find.Dispose();
            _add.Dispose();
        }

        private long? One(Statement statement, TKey key)
        {
            bind(statement, key);
            return Single(statement);
        }
    }

    private static long? Single(Statement statement)
    {
        long? id = statement.Step() ? statement.Long(0) : null;
        // RETURNING needs the step to the end: the row is inserted, but the statement still open.
        while (id is not null && statement.Step())
        {
        }

        statement.Reset();
        return id;
    }
}
