using Otel.EventSink.Query;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>From the names in a filter to the statements that find their ids.</summary>
internal static class NameLookup
{
    /// <summary>One or more of a kind: an event's id must be in what each of them finds. None where the filter is not about such names.</summary>
    public static IEnumerable<(NameKind Kind, string Sql, IReadOnlyList<object> Names)> Of(EventFilter filter) => filter switch
    {
        EventFilter.Systems f => [Named(NameKind.System, "system", f.Values.Select(v => v.Name))],
        EventFilter.Types f => [Named(NameKind.Type, "type", f.Values.Select(v => v.Name))],
        EventFilter.Component f => [Named(NameKind.Component, "component", [f.Name])],
        EventFilter.AllTags f => f.Values.Distinct(StringComparer.Ordinal).Select(tag => Tagged([tag])),
        EventFilter.AnyTag f => [Tagged(f.Values)],
        _ => [],
    };

    private static (NameKind Kind, string Sql, IReadOnlyList<object> Names) Named(NameKind kind, string table, IEnumerable<string> names)
    {
        object[] values = [.. names];
        return (kind, $"SELECT id FROM {table} WHERE name IN ({Places(values.Length)})", values);
    }

    private static (NameKind Kind, string Sql, IReadOnlyList<object> Names) Tagged(IReadOnlyList<string> tags) =>
        (NameKind.Tags, $"SELECT g.id FROM tag_set g, json_each(g.name) j WHERE j.value IN ({Places(tags.Count)})", [.. tags]);

    private static string Places(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"?{i}"));
}
