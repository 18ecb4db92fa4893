using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// A store of the first schema is opened by a process that is killed at a random moment: while it migrates, or while it indexes the texts
/// after that. The file must then be one of a version that exists, sound, with every event; and opened once more it must come to the same as
/// one that nobody killed.
/// </summary>
internal static class Migrations
{
    public const string Open = "migrate";

    /// <summary>How often the events of the golden file are repeated: the migration then takes long enough to be hit.</summary>
    private const int Copies = 40;

    /// <summary>Fewer new events than this are left without an index.</summary>
    private const int NotWorthIndexing = 8_192;

    private static readonly string[] Derived =
    [
        "rollup", "rollup_histogram", "rollup_error", "rollup_hole", "rollup_name", "rollup_name_block", "correlation_recent", "correlation_run",
        "correlation_group", "text_window", "text_part", "text_gap", "fault",
    ];

    public static readonly Promise Promise = new("R19", "kill -9 in mid-migration: the old schema or the new, nothing between", Small: 6, Whole: 300, RunAsync);

    /// <summary>Opens the store, and waits to be killed.</summary>
    public static Task<int> OpenAsync(string[] arguments)
    {
        Console.WriteLine("opening");
        using var collector = OpenFast(arguments[0]);
        Thread.Sleep(Timeout.Infinite);
        return Task.FromResult(0);
    }

    private static Task RunAsync(Run run)
    {
        var old = run.Path("old.db");
        MakeOld(old);
        var reference = run.Path("reference.db");
        File.Copy(old, reference);
        // The first time, when everything has to be compiled, as in the child.
        var time = Time(() => Finish(reference));
        using var whole = new Store(reference);
        var (expected, events) = (Content(whole), Events(whole));
        var versions = new SortedDictionary<long, int>();
        var path = run.Path("events.db");
        for (; run.Tried < run.Tries; run.Tried++)
        {
            foreach (var file in Directory.GetFiles(run.Folder, "events.db*"))
                File.Delete(file);
            File.Copy(old, path);
            using (var child = new Child(Open, [path]))
            {
                child.NeedLine();
                Thread.Sleep(time * run.Random.NextDouble());
                child.Kill();
            }

            var version = CheckKilled(path, events);
            versions[version] = versions.GetValueOrDefault(version) + 1;
            Finish(path);
            using var store = new Store(path);
            store.CheckIntegrity();
            Run.Check(Content(store) == expected, $"killed at schema version {version}, opened again: the store is another than one that was never killed.");
        }

        run.Note = $"{events.Split(' ')[0]} events; killed at schema version {string.Join(", ", versions.Select(v => $"{v.Key}: {v.Value}"))}";
        return Task.CompletedTask;
    }

    private static long CheckKilled(string path, string events)
    {
        using var store = new Store(path);
        store.CheckIntegrity();
        var version = store.Number("PRAGMA user_version");
        Run.Check(version >= 1, $"The file is of schema version {version}.");
        Run.Check(Events(store) == events, $"At schema version {version} there are other events than before: {Events(store)} instead of {events}.");
        return version;
    }

    private static void MakeOld(string path)
    {
        File.Copy(System.IO.Path.Combine(AppContext.BaseDirectory, "v1.db"), path);
        using var store = new Store(path);
        store.Execute("PRAGMA synchronous = OFF");
        store.Execute($"""
            INSERT INTO event
            SELECT e.sequence + n.value * 4096, e.time + n.value, duration, severity, kind, system, type, component, tags, resource, origin, fault, correlation, span_id,
              parent_span_id, NULL, title, description, data, metadata
            FROM event e, (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {Copies}) SELECT value FROM n) n
            """);
        store.Execute("UPDATE store SET next_sequence = (SELECT max(sequence) + 1 FROM event)");
    }

    /// <summary>Migrated, and the texts in the index.</summary>
    private static void Finish(string path)
    {
        using var collector = OpenFast(path);
        using var store = new Store(path);
        var started = Stopwatch.GetTimestamp();
        while (store.Number("SELECT next_sequence - coalesce((SELECT max(end) FROM text_window), 0) FROM store") >= NotWorthIndexing)
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
                throw new TimeoutException("The texts were not indexed within a minute.");
            Thread.Sleep(1);
        }
    }

    private static TimeSpan Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started);
    }

    private static string Events(Store store) => string.Join(' ', store.Rows("SELECT count(*), sum(sequence), sum(time % 1000000007) FROM event")[0]);

    private static string Content(Store store)
    {
        var text = new StringBuilder();
        foreach (var table in Derived)
        {
            text.Append(table).Append('\n');
            foreach (var row in store.Rows($"SELECT * FROM {table}"))
                text.AppendJoin('|', row.Select(v => v is byte[] bytes ? Convert.ToHexString(SHA256.HashData(bytes)) : v)).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static EventCollector OpenFast(string path) => EventCollector.Open(new EventSinkOptions { DatabasePath = path, TimeProvider = new FastTime() });

    /// <summary>Waits a hundredth of what is asked for: texts are indexed at once.</summary>
    private sealed class FastTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, dueTime / 100, period);
    }
}
