using Otel.EventSink.Query;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>The part of a filter that is about names, looked up: a name that no event ever had ends the question here.</summary>
/// <param name="Conditions">All must hold; of system, type, component and tags at most one each.</param>
internal sealed record NameFilter(IReadOnlyList<NameCondition> Conditions)
{
    public bool IsImpossible => Conditions.Any(c => c is NameCondition.Among { Ids.Count: 0 });

    public NameCondition? this[NameKind kind] => Conditions.FirstOrDefault(c => c.Kind == kind);

    /// <summary>Whether only errors can pass, so that their index has them all.</summary>
    public bool IsErrors => Conditions.Any(c => c is NameCondition.Grave { IsErrors: true });

    public static NameFilter Of(SqliteReader reader, EventFilter filter, CancellationToken ct)
    {
        var ids = new SortedDictionary<NameKind, HashSet<long>>();
        var severities = new List<NameCondition>();
        foreach (var part in filter.Conditions())
        {
            if (part is EventFilter.MinSeverity lowest)
                severities.Add(NameCondition.Grave.Of(lowest));
            else if (part is EventFilter.Severities some)
                severities.Add(NameCondition.Grave.Of(some));
            foreach (var (kind, sql, names) in NameLookup.Of(part))
            {
                var found = new HashSet<long>();
                reader.Run(sql, names, row => found.Add(row.Long(0)), ct);
                if (!ids.TryAdd(kind, found))
                    ids[kind].IntersectWith(found);
            }
        }

        return new NameFilter([.. ids.Select(i => new NameCondition.Among(i.Key, i.Value)), .. severities]);
    }
}
