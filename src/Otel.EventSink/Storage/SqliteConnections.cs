using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Opens connections. They are owned, never pooled: a pool leaks settings and keeps deleted files open.</summary>
internal static class SqliteConnections
{
    /// <summary>How long a lock is waited for before it is called busy; the writer then decides what to do.</summary>
    public const int BusyMilliseconds = 2_000;

    private static readonly string WriterSettings = $"""
        PRAGMA busy_timeout = {BusyMilliseconds};
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = {Checkpointer.MaxFileBytes};
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        """;

    private static readonly string ReaderSettings = $"""
        PRAGMA busy_timeout = {BusyMilliseconds};
        PRAGMA query_only = 1;
        PRAGMA cache_size = -16384;
        PRAGMA temp_store = MEMORY;
        PRAGMA trusted_schema = 0;
        """;

    /// <summary>Through the provider, which takes 20 ms the first time: not for what happens when a host starts.</summary>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            PrepareWriter(connection.Handle(), path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The same, to be used by one thread at a time.</summary>
    public static sqlite3 OpenWriterForOneThread(string path) => OpenForOneThread(path, raw.SQLITE_OPEN_READWRITE, PrepareWriter);

    /// <summary>The same for whoever holds the lock of the folder: the file is made if it is not there, and closing may clear the log away.</summary>
    public static sqlite3 OpenOwner(string path) =>
        OpenForOneThread(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, PrepareOwner);

    /// <summary>Reads nothing from the file yet, whatever it is.</summary>
    public static sqlite3 OpenBare(string path) => OpenForOneThread(path, raw.SQLITE_OPEN_READONLY, static (_, _) => { });

    /// <summary>Cannot change anything, whatever is asked of it. Used by one thread at a time.</summary>
    public static sqlite3 OpenReader(string path) => OpenForOneThread(path, raw.SQLITE_OPEN_READONLY, PrepareReader);

    /// <summary>
    /// The last connection to a file deletes its log when it is closed, by name, and that may be the log of another database by then. So
    /// none does, but for one that knows that it is not.
    /// </summary>
    public static void KeepLogOnClose(sqlite3 db, bool keep) =>
        SqliteError.Check(raw.sqlite3_db_config(db, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, out _), db, "configure");

    /// <summary>May write, and is used for nothing: closing it as the last one removes the log.</summary>
    public static sqlite3 OpenUnused(string path) => OpenForOneThread(path, raw.SQLITE_OPEN_READWRITE, static (db, _) => Execute(db, ReaderSettings));

    public static sqlite3 Handle(this SqliteConnection connection) =>
        connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteConnection));

    public static void Execute(SqliteConnection connection, string sql) => Execute(connection.Handle(), sql);

    public static void Execute(sqlite3 db, string sql) => SqliteError.Check(raw.sqlite3_exec(db, sql), db, "execute");

    public static long Scalar(SqliteConnection connection, string sql) => Scalar(connection.Handle(), sql);

    public static long Scalar(sqlite3 db, string sql)
    {
        using var statement = new Statement(db, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>
    /// Without the lock that SQLite else takes at every call, of which there are twenty for each event (measured: 7 % of the writer's
    /// time). The provider has no option for that.
    /// </summary>
    private static sqlite3 OpenForOneThread(string path, int access, Action<sqlite3, string> prepare)
    {
        var code = raw.sqlite3_open_v2(path, out var db, access | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            SqliteError.Check(code, db, "open");
            raw.sqlite3_extended_result_codes(db, 1);
            prepare(db, path);
            return db;
        }
        catch
        {
            db?.Dispose();
            throw;
        }
    }

    private static void PrepareOwner(sqlite3 db, string path)
    {
        Execute(db, WriterSettings);
        EnsureWritable(db, path);
    }

    private static void PrepareWriter(sqlite3 db, string path)
    {
        KeepLogOnClose(db, true);
        PrepareOwner(db, path);
    }

    private static void PrepareReader(sqlite3 db, string path)
    {
        KeepLogOnClose(db, true);
        Execute(db, ReaderSettings);
    }

    private static void EnsureWritable(sqlite3 db, string path)
    {
        // SQLite is content with reading where opening to write fails, and each write would fail from then on. The log is opened by a read.
        Execute(db, "SELECT 1 FROM sqlite_schema LIMIT 1");
        if (raw.sqlite3_db_readonly(db, "main") == 1 || !SqliteFile.Log(db).IsWritable)
            throw new SqliteError(raw.SQLITE_READONLY, $"'{path}' could not be opened to write (SQLite {raw.SQLITE_READONLY}, open)");
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            raw.sqlite3_extended_result_codes(connection.Handle(), 1);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new SqliteError(e.SqliteExtendedErrorCode, e.Message);
        }
    }
}
