namespace Otel.EventSink.Storage.Plans;

/// <summary>Reads events whose sequence numbers are known. Finding comes first and reads little; then only what is wanted is read whole.</summary>
internal static class EventFetch
{
    private const int PerStatement = 10_000;

    private const string Sql = $"SELECT {EventReader.Columns} FROM json_each(?1) c CROSS JOIN event e ON e.sequence = c.value";

    private const string RangeSql = $"SELECT {EventReader.Columns} FROM event e NOT INDEXED WHERE e.sequence BETWEEN ?1 AND ?2";

    /// <summary>In the order of <paramref name="sequences"/>.</summary>
    public static IReadOnlyList<Event> Read(SqliteReader reader, List<long> sequences, CancellationToken ct)
    {
        var events = new List<Event>(sequences.Count);
        foreach (var part in sequences.Chunk(PerStatement))
        {
            var (first, last) = (part.Min(), part.Max());
            // Measured: to look up one row and not the next takes half as long as to read one, wanted or not.
            if (last - first < part.Length * 3L / 2)
                ReadRange(reader, part, first, last, events, ct);
            else
                reader.Run(Sql, [$"[{string.Join(',', part)}]"], row => events.Add(reader.Events.Read(row)), ct);
        }

        return events;
    }

    /// <summary>What stands close together, as the latest events do, in the order of the table; then it is put in that asked for.</summary>
    private static void ReadRange(SqliteReader reader, long[] sequences, long first, long last, List<Event> events, CancellationToken ct)
    {
        var places = new int[last - first + 1];
        for (var i = 0; i < sequences.Length; i++)
            places[sequences[i] - first] = i + 1;
        var found = new Event?[sequences.Length];
        reader.Run(
            RangeSql,
            [first, last],
            row =>
            {
                if (places[row.Long(0) - first] is var place and > 0)
                    found[place - 1] = reader.Events.Read(row);
            },
            ct);
        foreach (var e in found)
            if (e is not null)
                events.Add(e);
    }
}
