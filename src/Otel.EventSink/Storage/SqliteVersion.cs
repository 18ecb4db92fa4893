using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Refuses native libraries that are known to lose data.</summary>
internal static class SqliteVersion
{
    private static readonly Lazy<string> Checked = new(() =>
    {
        Batteries_V2.Init();
        var number = raw.sqlite3_libversion_number();
        var version = raw.sqlite3_libversion().utf8_to_string();
        return IsSafe(number) ? version : throw new EventStoreException(
            $"SQLite {version} can corrupt a database that several connections write (3.7.0 to 3.51.2) or was withdrawn (3.52.0). "
            + "Use the package SQLite in version 3.51.3 or newer, as Otel.EventSink does, and let no other package replace the native library.");
    });

    public static string Ensure() => Checked.Value;

    public static bool IsSafe(int number) => number is >= 3_051_003 and not 3_052_000;
}
