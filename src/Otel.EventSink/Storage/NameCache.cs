using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// The readers' way from the small integers in rows to names. Entries do not change, so a cache is never stale; what is new is read
/// when it is met. One per reader connection.
/// </summary>
internal sealed class NameCache : IDisposable
{
    private readonly Table<SourceSystem> _system;
    private readonly Table<EventType> _type;
    private readonly Table<string> _component;
    private readonly Table<IReadOnlyList<string>> _tags;
    private readonly Table<byte[]> _resource;
    private readonly Table<OriginEntry> _origin;
    private readonly Table<FaultEntry> _fault;

    public NameCache(sqlite3 db)
    {
        using (var infix = new Statement(db, "SELECT id_infix FROM store"))
        {
            infix.Step();
            Identity = new StoreIdentity(infix.Text(0)!);
        }

        _system = new(db, "SELECT name FROM system WHERE id = ?1", row => SourceSystem.Lenient(row.Text(0)));
        _type = new(db, "SELECT name FROM type WHERE id = ?1", row => EventType.Lenient(row.Text(0) ?? ""));
        _component = new(db, "SELECT name FROM component WHERE id = ?1", row => row.Text(0) ?? "");
        _tags = new(db, "SELECT name FROM tag_set WHERE id = ?1", row => JsonObject.ReadTags(row.Bytes(0)));
        _resource = new(db, "SELECT name FROM resource WHERE id = ?1", row => row.Bytes(0).ToArray());
        _fault = new(db, "SELECT id, title, first_time, mined FROM fault WHERE id = ?1", row => new(row.Long(0), row.Text(1) ?? "", row.Long(2), row.Long(3) != 0));
        _origin = new(db, "SELECT title, metadata FROM origin WHERE id = ?1", row => new(row.Text(0) ?? "", row.Bytes(1).ToArray()));
    }

    public StoreIdentity Identity { get; }

    public SourceSystem System(long id) => _system.Get(id);

    public EventType Type(long id) => _type.Get(id);

    public string Component(long id) => _component.Get(id) ?? "";

    public IReadOnlyList<string> Tags(long id) => _tags.Get(id) ?? [];

    /// <param name="id">0: none.</param>
    public byte[]? Resource(long id) => id == 0 ? null : _resource.Get(id);

    public OriginEntry? Origin(long id) => _origin.Get(id);

    public FaultEntry? Fault(long id) => _fault.Get(id);

    /// <summary>The first time of a fault is the one thing that changes: it can move back.</summary>
    public void ForgetFaults() => _fault.Clear();

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

    private sealed class Table<T>(sqlite3 db, string sql, Func<Statement, T> read) : IDisposable
    {
        private const int MaxCached = 32_768;
        private readonly Dictionary<long, T> _values = [];
        private readonly Statement _statement = new(db, sql);

        public T? Get(long id)
        {
            if (_values.TryGetValue(id, out var value))
                return value;
            _statement.Bind(1, id);
            value = _statement.Step() ? read(_statement) : default;
            _statement.Reset();
            if (_values.Count == MaxCached)
                _values.Clear();
            return value is null ? value : _values[id] = value;
        }

        public void Clear() => _values.Clear();

        public void Dispose() => _statement.Dispose();
    }
}
