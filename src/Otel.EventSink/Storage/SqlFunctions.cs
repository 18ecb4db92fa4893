using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Functions that the readers' connections have beyond SQLite's own.</summary>
internal static class SqlFunctions
{
    /// <summary><c>eventsink_contains(text, part)</c>: without regard to case, in any script.</summary>
    public const string Contains = "eventsink_contains";

    public static void Register(sqlite3 db) =>
        SqliteError.Check(raw.sqlite3_create_function(db, Contains, 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, static (context, _, arguments) =>
        {
            var text = raw.sqlite3_value_text(arguments[0]).utf8_to_string();
            var part = raw.sqlite3_value_text(arguments[1]).utf8_to_string();
            var found = text is not null && part is not null && text.Contains(part, StringComparison.OrdinalIgnoreCase);
            raw.sqlite3_result_int(context, found ? 1 : 0);
        }), db, "create function");
}
