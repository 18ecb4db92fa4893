namespace Otel.EventSink.Query;

/// <summary>What events must fulfil; a tree that each store translates into its own language, with every value as a parameter.</summary>
internal abstract record EventFilter
{
    public static readonly EventFilter All = new And([]);

    /// <summary>All conditions that must hold, without the tree.</summary>
    public IEnumerable<EventFilter> Conditions() => this is And and ? and.Parts.SelectMany(p => p.Conditions()) : [this];

    public EventFilter With(EventFilter other) => this is And and ? new And([.. and.Parts, other]) : new And([this, other]);

    public sealed record And(IReadOnlyList<EventFilter> Parts) : EventFilter;

    public sealed record Systems(IReadOnlyList<SourceSystem> Values) : EventFilter;

    public sealed record Types(IReadOnlyList<EventType> Values) : EventFilter;

    public sealed record Severities(IReadOnlyList<Severity> Values) : EventFilter;

    public sealed record MinSeverity(Severity Lowest) : EventFilter;

    public sealed record AllTags(IReadOnlyList<string> Values) : EventFilter;

    public sealed record AnyTag(IReadOnlyList<string> Values) : EventFilter;

    /// <summary>Not older than <paramref name="Window"/> when the query runs; a store is given <see cref="Since"/> instead.</summary>
    public sealed record Last(TimeSpan Window) : EventFilter;

    public sealed record Since(DateTimeOffset Time) : EventFilter;

    public sealed record Between(DateTimeOffset First, DateTimeOffset End) : EventFilter;

    /// <summary>Arrived after one and up to another event.</summary>
    public sealed record Arrived(long After, long UpTo) : EventFilter;

    /// <summary>These events and no others.</summary>
    public sealed record Sequences(IReadOnlyList<long> Values) : EventFilter;

    public sealed record Correlation(string Id) : EventFilter;

    public sealed record Component(string Name) : EventFilter;

    public sealed record Search(string Text) : EventFilter;

    public sealed record Value(DataPath Path, Comparison Comparison, object? Operand) : EventFilter;

    public sealed record MinDuration(TimeSpan Duration) : EventFilter;

    public sealed record MaxDuration(TimeSpan Duration) : EventFilter;
}

/// <summary>A filter with an order and a part of the result.</summary>
/// <param name="Limit">How many at most; null: all.</param>
internal sealed record EventSelection(
    EventFilter Filter, EventField Order, bool Descending, long? Limit, long Offset, EventCursor? After);
