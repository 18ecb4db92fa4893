using System.Globalization;
using Otel.EventSink.Storage.Correlations;
using Otel.EventSink.Storage.Rollups;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Brings a file to the schema of this version: numbered scripts, each in one transaction with the number it leads to. A file of
/// something else, or of a newer version, is refused and left as it is.
/// </summary>
internal static class Schema
{
    /// <summary>'EvSk' in the header of the file: this is ours.</summary>
    public const int ApplicationId = 0x4576536B;

    /// <summary>What a script cannot do in SQL; part of its transaction.</summary>
    private static readonly Dictionary<string, Action<sqlite3>> Steps = new(StringComparer.Ordinal)
    {
        ["0004_names.sql"] = NameBackfill.Run,
        ["0007_correlation_groups.sql"] = CorrelationBackfill.Run,
    };

    private static readonly Lazy<string[]> Scripts = new(List);

    public static int CurrentVersion => Scripts.Value.Length;

    /// <returns>Whether there was anything to do. The connection then has functions that only scripts use.</returns>
    public static bool Ensure(sqlite3 db, string path)
    {
        var version = Inspect(db, path);
        if (version == CurrentVersion && SqliteConnections.Scalar(db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'") == 1)
            return false;
        if (version == 0)
            // Before the first page and before WAL: set later, it silently stays off.
            SqliteConnections.Execute(db, "PRAGMA auto_vacuum = INCREMENTAL");
        SqliteConnections.Execute(db, "PRAGMA journal_mode = WAL");
        if (version < CurrentVersion)
            MigrationFunctions.Register(db);
        while (version < CurrentVersion)
            version = MigrateOne(db, path);
        // The file then has room for all that the log holds, which is how WriteTransaction expects to find it.
        Checkpointer.Checkpoint(db);
        return true;
    }

    /// <summary>The file's schema version.</summary>
    /// <exception cref="EventStoreException">The file is none of ours.</exception>
    /// <exception cref="NewerSchemaException">A later version made it.</exception>
    public static int Inspect(sqlite3 db, string path)
    {
        // In this order: another process may make the schema between two of these reads, and the application_id comes with it.
        var isUsed = SqliteConnections.Scalar(db, "SELECT count(*) FROM sqlite_schema") > 0;
        var version = (int)SqliteConnections.Scalar(db, "PRAGMA user_version");
        var application = (int)SqliteConnections.Scalar(db, "PRAGMA application_id");
        if (application != ApplicationId && (isUsed || version != 0 || application != 0))
            throw new EventStoreException($"Cannot open event store '{path}': it is a database of another program (application_id {application}). Name another file.");
        if (application == ApplicationId && version > CurrentVersion)
        {
            SqliteConnections.KeepLogOnClose(db, true);
            throw new NewerSchemaException(
                $"Event store '{path}' is only read, and nothing is recorded: schema version {version} is newer than this version supports ({CurrentVersion}). Upgrade Otel.EventSink or open another file.");
        }

        return version;
    }

    private static int MigrateOne(sqlite3 db, string path)
    {
        // IMMEDIATE, and look again inside: another process may have been quicker.
        SqliteConnections.Execute(db, "BEGIN IMMEDIATE");
        try
        {
            var version = Inspect(db, path);
            if (version < CurrentVersion)
            {
                var name = Scripts.Value[version];
                SqliteConnections.Execute(db, Read(name));
                if (Steps.TryGetValue(name, out var step))
                    step(db);
                version++;
                SqliteConnections.Execute(db, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version}"));
            }

            SqliteConnections.Execute(db, "COMMIT");
            return version;
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(db) == 0)
                raw.sqlite3_exec(db, "ROLLBACK");
            throw;
        }
    }

    private static string[] List() =>
    [
        .. typeof(Schema).Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".sql", StringComparison.Ordinal) && char.IsAsciiDigit(n[0]))
            .Order(StringComparer.Ordinal),
    ];

    private static string Read(string script)
    {
        using var reader = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }
}
