using Otel.EventSink.Query;

namespace Otel.EventSink.Live;

/// <summary>Filters that were built apart and ask the same are equal. The records themselves compare their lists by reference.</summary>
internal sealed class FilterEquality : IEqualityComparer<EventFilter>
{
    public static readonly FilterEquality Instance = new();

    public bool Equals(EventFilter? x, EventFilter? y) => ReferenceEquals(x, y) || (x, y) switch
    {
        (EventFilter.And a, EventFilter.And b) => a.Parts.SequenceEqual(b.Parts, this),
        (EventFilter.Systems a, EventFilter.Systems b) => a.Values.SequenceEqual(b.Values),
        (EventFilter.Types a, EventFilter.Types b) => a.Values.SequenceEqual(b.Values),
        (EventFilter.Severities a, EventFilter.Severities b) => a.Values.SequenceEqual(b.Values),
        (EventFilter.AllTags a, EventFilter.AllTags b) => a.Values.SequenceEqual(b.Values),
        (EventFilter.AnyTag a, EventFilter.AnyTag b) => a.Values.SequenceEqual(b.Values),
        (EventFilter.Value a, EventFilter.Value b) => a.Path.Text == b.Path.Text && a.Comparison == b.Comparison && Equals(a.Operand, b.Operand),
        _ => x is not null && x.Equals(y),
    };

    public int GetHashCode(EventFilter filter) => filter switch
    {
        EventFilter.And and => Combine(and.Parts, GetHashCode),
        EventFilter.Systems f => Combine(f.Values, static v => v.GetHashCode()),
        EventFilter.Types f => Combine(f.Values, static v => v.GetHashCode()),
        EventFilter.Severities f => Combine(f.Values, static v => (int)v),
        EventFilter.AllTags f => Combine(f.Values, static v => v.GetHashCode(StringComparison.Ordinal)),
        EventFilter.AnyTag f => Combine(f.Values, static v => v.GetHashCode(StringComparison.Ordinal)),
        EventFilter.Value f => HashCode.Combine(f.Path.Text, f.Comparison, f.Operand),
        _ => filter.GetHashCode(),
    };

    private static int Combine<T>(IReadOnlyList<T> values, Func<T, int> hash)
    {
        var combined = new HashCode();
        foreach (var value in values)
            combined.Add(hash(value));
        return combined.ToHashCode();
    }
}
