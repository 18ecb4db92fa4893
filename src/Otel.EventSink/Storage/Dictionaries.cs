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
    private readonly NameTable _system = new(db, "system");
    private readonly NameTable _type = new(db, "type");
    private readonly NameTable _component = new(db, "component");
    private readonly NameTable _tags = new(db, "tag_set");
    private readonly NameTable _resource = new(db, "resource");
    private readonly OriginTable _origin = new(db);
    private readonly FaultTable _fault = new(db);

    public long System(string name) => _system.Get(name);

    public long Type(string name) => _type.Get(name);

    public long Component(string name) => _component.Get(name);

    public long Tags(string json) => _tags.Get(json);

    public long Resource(string json) => _resource.Get(json);

    public long Origin(Origin origin) => _origin.Get(origin);

    public long Fault(Fault fault, long time) => _fault.Get(fault, time);

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

    private sealed class NameTable(sqlite3 db, string table) : IDisposable
    {
        private const int MaxCached = 32_768;
        private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
        private readonly Statement _find = new(db, $"SELECT id FROM {table} WHERE name = ?1");
        private readonly Statement _add = new(db, $"INSERT INTO {table} (name) VALUES (?1) RETURNING id");

        public long Get(string name)
        {
            if (_ids.TryGetValue(name, out var id))
                return id;
            if (_ids.Count == MaxCached)
                _ids.Clear();
            return _ids[name] = One(_find, name) ?? One(_add, name)!.Value;
        }

        public void Forget() => _ids.Clear();

        public void Dispose()
        {
            _find.Dispose();
            _add.Dispose();
        }

        private static long? One(Statement statement, string name)
        {
            statement.Bind(1, name);
            return Single(statement);
        }
    }

    private sealed class OriginTable(sqlite3 db) : IDisposable
    {
        private const int MaxCached = 32_768;
        private readonly Dictionary<Origin, long> _ids = [];
        private readonly Statement _find = new(db, "SELECT id FROM origin WHERE title = ?1 AND metadata = ?2");
        private readonly Statement _add = new(db, "INSERT INTO origin (title, metadata) VALUES (?1, ?2) RETURNING id");

        public long Get(Origin origin)
        {
            if (_ids.TryGetValue(origin, out var id))
                return id;
            if (_ids.Count == MaxCached)
                _ids.Clear();
            return _ids[origin] = One(_find, origin) ?? One(_add, origin)!.Value;
        }

        public void Forget() => _ids.Clear();

        public void Dispose()
        {
            _find.Dispose();
            _add.Dispose();
        }

        private static long? One(Statement statement, Origin origin)
        {
            statement.Bind(1, origin.Title);
            statement.Bind(2, origin.Metadata);
            return Single(statement);
        }
    }

    private sealed class FaultTable(sqlite3 db) : IDisposable
    {
        private const int MaxCached = 8_192;
        private readonly Dictionary<string, (long Id, long First)> _faults = new(StringComparer.Ordinal);

        // The first time is the earliest, whoever wrote it.
        private readonly Statement _add = new(db, """
            INSERT INTO fault (key, title, first_time) VALUES (?1, ?2, ?3)
            ON CONFLICT (key) DO UPDATE SET first_time = min(first_time, excluded.first_time)
            RETURNING id, first_time
            """);

        public long Get(Fault fault, long time)
        {
            if (_faults.TryGetValue(fault.Key, out var known) && known.First <= time)
                return known.Id;
            if (_faults.Count == MaxCached)
                _faults.Clear();
            _add.Bind(1, fault.Key);
            _add.Bind(2, fault.Title);
            _add.Bind(3, time);
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

        public void Forget() => _faults.Clear();

        public void Dispose() => _add.Dispose();
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
