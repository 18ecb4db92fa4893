using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Opens connections. They are owned, never pooled: a pool leaks settings and keeps deleted files open.</summary>
internal static class SqliteConnections
{
    /// <summary>How long SQLite itself waits for a lock before it says busy; the writer then decides what to do.</summary>
    private const int BusyMilliseconds = 2_000;

    private const int NoMoveOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE

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
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
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

    /// <summary>The same, to be used by one thread at a time. The file is made if it is not there.</summary>
    public static sqlite3 OpenWriterForOneThread(string path) => 
        OpenForOneThread(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, PrepareWriter);

    /// <summary>Cannot change anything, whatever is asked of it. Used by one thread at a time.</summary>
    public static sqlite3 OpenReader(string path) => OpenForOneThread(path, raw.SQLITE_OPEN_READONLY, static (db, _) => Execute(db, ReaderSettings));

    /// <summary>Whether the last connection to a file moves the log when it is closed, and then removes it. It would not say if that fails: only where all is moved already.</summary>
    public static void SetMoveOnClose(sqlite3 db, bool value) =>
        SqliteError.Check(raw.sqlite3_db_config(db, NoMoveOnClose, value ? 0 : 1, out _), db, "configure");

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

    private static void PrepareWriter(sqlite3 db, string path)
    {
        SetMoveOnClose(db, false);
        Execute(db, WriterSettings);
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
