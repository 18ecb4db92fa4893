namespace Otel.EventSink.Storage.Plans;

/// <summary>Reads events whose sequence numbers are known. Finding comes first and reads little; then only what is wanted is read whole.</summary>
internal static class EventFetch
{
    private const int PerStatement = 10_000;

    private const string Sql = $"SELECT {EventReader.Columns} FROM json_each(?1) c CROSS JOIN event e ON e.sequence = c.value";

    /// <summary>In the order of <paramref name="sequences"/>: it is that of the outer loop.</summary>
    public static IReadOnlyList<Event> Read(SqliteReader reader, List<long> sequences, CancellationToken ct)
    {
        var events = new List<Event>(sequences.Count);
        foreach (var part in sequences.Chunk(PerStatement))
            reader.Run(Sql, [$"[{string.Join(',', part)}]"], row => events.Add(reader.Events.Read(row)), ct);
        return events;
    }
}
