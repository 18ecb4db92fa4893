namespace Otel.EventSink.Soak.Replay;

/// <summary>Opens what a loss of power left and compares it with what was promised.</summary>
internal static class StateCheck
{
    private const string Recount = """
        SELECT time / 3600000000000 AS hour, type, system, severity, count(*), count(duration), sum(duration), min(duration), max(duration)
        FROM event WHERE hour NOT IN (SELECT hour FROM rollup_hole) GROUP BY 1, 2, 3, 4
        """;

    private const string Rollups = "SELECT hour, type, system, severity, events, timed, duration_sum, duration_min, duration_max FROM rollup";

    /// <returns>How many synced events are missing, and how long the oldest that is lost had been committed.</returns>
    /// <exception cref="BrokenPromiseException">Something else is wrong.</exception>
    public static (long Lost, TimeSpan OldestLoss) Check(string path, Promised promised)
    {
        using var store = new Store(path);
        store.CheckIntegrity();
        var found = new Found(store);
        long lost = 0;
        var oldest = TimeSpan.Zero;
        for (var producer = 0; producer < NumberedEvents.Producers; producer++)
        {
            var (first, last, count) = found.Of(producer);
            Run.Check(count == 0 || count == last - first + 1, $"of producer {producer} there are {count} events between {first} and {last}: part of a batch is missing");
            // All that were deleted had a later one beside them.
            Run.Check(first <= Math.Max(1, promised.Deleting), $"of producer {producer} the first event is {first}; only those below {promised.Deleting} may be gone");
            lost += Math.Max(0, promised.Synced[producer] - last);
            var old = promised.Old(producer);
            Run.Check(last >= old, $"of producer {producer} the last event is {last}, but {old} was committed {promised.AgeOfLoss(producer, last).TotalMilliseconds:n0} ms before, without syncs and pauses");
            var age = promised.AgeOfLoss(producer, last);
            oldest = age > oldest ? age : oldest;
        }

        found.CheckNumbers();
        if (found.HasTables)
            foreach (var (one, other) in (ReadOnlySpan<(string, string)>)[(Recount, Rollups), (Rollups, Recount)])
                Run.Check(store.Rows($"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})") is [], "rollups differ from a recount");
        return (lost, oldest);
    }

    /// <summary>What is in a store. Before the first sync it may not even have tables.</summary>
    private sealed class Found
    {
        private readonly Store _store;
        private readonly Dictionary<string, (long First, long Last, long Count)> _producers = [];

        public Found(Store store)
        {
            _store = store;
            HasTables = store.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'rollup_hole'") == 1;
            if (!HasTables)
                return;
            foreach (var row in store.Rows("SELECT (SELECT name FROM component WHERE id = component), min(duration) / 100, max(duration) / 100, count(*) FROM event GROUP BY component"))
                _producers[(string)row[0]] = ((long)row[1], (long)row[2], (long)row[3]);
        }

        public bool HasTables { get; }

        public (long First, long Last, long Count) Of(int producer) => _producers.GetValueOrDefault(NumberedEvents.NameOf(producer));

        /// <summary>A transaction writes its events and the next number; with one of them missing only a part of it is there.</summary>
        public void CheckNumbers()
        {
            if (!HasTables)
                return;
            var next = _store.Number("SELECT next_sequence FROM store");
            if (_producers.Count > 0)
                Run.Check(_store.Number("SELECT max(sequence) FROM event") == next - 1, $"the next number is {next}, which is not that of the last event");
        }
    }
}
