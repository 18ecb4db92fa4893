using Otel.EventSink.Storage.Rollups;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Functions that the scripts of migrations use, on the connection that migrates alone.</summary>
internal static class MigrationFunctions
{
    /// <summary><c>eventsink_histogram(bucket, events)</c>: rows in ascending order as a packed histogram.</summary>
    public static void Register(sqlite3 db) =>
        SqliteError.Check(raw.sqlite3_create_function(
            db,
            "eventsink_histogram",
            2,
            raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
            null,
            static (context, _, arguments) =>
            {
                if (context.state is not HistogramPacker packer)
                    context.state = packer = new HistogramPacker();
                packer.Add(raw.sqlite3_value_int(arguments[0]), raw.sqlite3_value_int64(arguments[1]));
            },
            static (context, _) => raw.sqlite3_result_blob(context, context.state is HistogramPacker packer ? packer.Packed : default)), db, "create function");
}
