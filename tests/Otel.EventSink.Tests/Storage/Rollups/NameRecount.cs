namespace Otel.EventSink.Tests;

/// <summary>What the counts of names must say, counted by SQL from the table of events alone.</summary>
internal static class NameRecount
{
    private const string Hour = "(time - (time % 3600000000000 + 3600000000000) % 3600000000000) / 3600000000000";

    private static readonly string[] Names = ["0", "system", "type", "component", "tags", "severity"];

    public static void Check(string path)
    {
        using var database = new Database(path);
        for (var kind = 0; kind < Names.Length; kind++)
        {
            var counted = $"SELECT hour, name, events FROM rollup_name WHERE kind = {kind} AND hour NOT IN (SELECT hour FROM rollup_hole)";
            var events = $"SELECT {Hour} AS hour, {Names[kind]} AS name, count(*) FROM event WHERE {Names[kind]} IS NOT NULL AND {Hour} NOT IN (SELECT hour FROM rollup_hole) GROUP BY 1, 2";
            Assert.Empty(database.Rows($"SELECT * FROM ({counted}) EXCEPT SELECT * FROM ({events})"));
            Assert.Empty(database.Rows($"SELECT * FROM ({events}) EXCEPT SELECT * FROM ({counted})"));
        }

        // Events of a name that are in no block of its, though it is rare enough to be found by them.
        foreach (var kind in (int[])[1, 2, 3, 5])
            Assert.Equal(0, database.Number($"""
                SELECT count(*) FROM (SELECT sequence, {Hour} AS hour, {Names[kind]} AS name FROM event WHERE {Names[kind]} IS NOT NULL) e
                WHERE (SELECT events FROM rollup_name n WHERE n.hour = e.hour AND n.kind = {kind} AND n.name = e.name) <= 128
                  AND NOT EXISTS (SELECT 1 FROM rollup_name_block b WHERE b.hour = e.hour AND b.kind = {kind} AND b.name = e.name AND b.block = e.sequence >> 8)
                """));
    }
}
