using System.Runtime.CompilerServices;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink;

/// <summary>
/// A question to the store: filters that all must hold, an order, and a part of the result. Immutable: every method returns a new
/// query. Nothing is read until one of the asynchronous methods is called. Safe to share between threads.
/// </summary>
/// <remarks>Wrong arguments throw <see cref="ArgumentException"/> at the call that got them. Cancelling stops the query in the database.</remarks>
public sealed class EventQuery
{
    /// <summary>How many events <see cref="ToListAsync"/> returns where no limit is set.</summary>
    public const int DefaultLimit = 1_000;

    private const int PageSize = 1_000;

    private readonly IEventStore _store;
    private readonly TimeProvider _time;
    private readonly EventFilter _filter;
    private readonly EventField _order;
    private readonly bool _descending;
    private readonly int? _limit;
    private readonly int _offset;
    private readonly EventCursor? _after;

    internal EventQuery(IEventStore store, TimeProvider time)
        : this(store, time, EventFilter.All, EventField.Timestamp, true, null, 0, null)
    {
    }

    private EventQuery(IEventStore store, TimeProvider time, EventFilter filter, EventField order, bool descending, int? limit, int offset, EventCursor? after)
    {
        _store = store;
        _time = time;
        _filter = filter;
        _order = order;
        _descending = descending;
        _limit = limit;
        _offset = offset;
        _after = after;
    }

    /// <summary>Events of one of these systems.</summary>
    public EventQuery System(params SourceSystem[] systems) => With(new EventFilter.Systems(Some(systems)));

    /// <summary>Events of one of these types.</summary>
    public EventQuery Type(params EventType[] types) => With(new EventFilter.Types(Some(types)));

    /// <summary>Events of one of these severities.</summary>
    public EventQuery Severity(params Severity[] severities) => With(new EventFilter.Severities([.. Some(severities).Select(Known)]));

    /// <summary>Events at least this grave.</summary>
    public EventQuery MinSeverity(Severity severity) => With(new EventFilter.MinSeverity(Known(severity)));

    /// <summary>Events that have all of these tags.</summary>
    public EventQuery Tags(params string[] tags) => With(new EventFilter.AllTags(AsStored(tags)));

    /// <summary>Events that have at least one of these tags.</summary>
    public EventQuery AnyTag(params string[] tags) => With(new EventFilter.AnyTag(AsStored(tags)));

    /// <summary>Events of the time up to now, counted back from the moment the query runs.</summary>
    /// <param name="window">Longer than zero.</param>
    public EventQuery Last(TimeSpan window) => window > TimeSpan.Zero
        ? With(new EventFilter.Last(window))
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A window must be longer than zero.");

    /// <summary>Events of a span of time.</summary>
    /// <param name="since">The first moment that belongs to it.</param>
    /// <param name="until">The first moment that no longer does.</param>
    public EventQuery Between(DateTimeOffset since, DateTimeOffset until) => since <= until
        ? With(new EventFilter.Between(since, until))
        : throw new ArgumentException($"The time from {since:O} until {until:O} is reversed: since must not be later than until.", nameof(until));

    /// <summary>Events of one operation.</summary>
    public EventQuery CorrelationId(string id) =>
        // As it is stored.
        With(new EventFilter.Correlation(TextLimits.Shorten(NotEmpty(id).Replace('\0', '\u2400'), TextLimits.Correlation)));

    /// <summary>Events of one component.</summary>
    public EventQuery SourceComponent(string component) => With(new EventFilter.Component(NotEmpty(component)));

    /// <summary>Events with this text in title or description, without regard to case. It is taken as it is: no character is special.</summary>
    public EventQuery Search(string text) => With(new EventFilter.Search(NotEmpty(text)));

    /// <summary>Events with a value inside their data or metadata.</summary>
    /// <param name="dataPath"><c>data.order.id</c>, <c>metadata.thread</c>, <c>data.items[0].price</c>. A dot parts levels or belongs to a key.</param>
    /// <param name="comparison">How to compare.</param>
    /// <param name="value">Null, a string, a boolean or a number.</param>
    public EventQuery Where(string dataPath, Comparison comparison, object? value)
    {
        if (!Enum.IsDefined(comparison))
            throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison.");
        var operand = value switch
        {
            null when comparison is not (Comparison.Equal or Comparison.NotEqual) =>
                throw new ArgumentException($"'{dataPath}' cannot be {comparison} null: null is only equal or not.", nameof(value)),
            null or string or bool => value,
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, null),
            ulong or float or double or decimal => Convert.ToDouble(value, null) is var number && double.IsFinite(number)
                ? number
                : throw new ArgumentException($"'{dataPath}' cannot be compared with {value}: JSON has no such number.", nameof(value)),
            Enum or Guid => value.ToString(),
            _ => throw new ArgumentException($"'{dataPath}' cannot be compared with a {value.GetType().Name}: use null, a string, a boolean or a number.", nameof(value)),
        };
        return With(new EventFilter.Value(DataPath.Parse(dataPath, nameof(dataPath)), comparison, operand));
    }

    /// <summary>Events that took at least this long.</summary>
    public EventQuery MinDuration(TimeSpan duration) => With(new EventFilter.MinDuration(duration));

    /// <summary>Events that took at most this long.</summary>
    public EventQuery MaxDuration(TimeSpan duration) => With(new EventFilter.MaxDuration(duration));

    /// <summary>Sets the order. Default: by timestamp, newest first.</summary>
    public EventQuery OrderBy(EventField field, bool descending = true) => Enum.IsDefined(field)
        ? new(_store, _time, _filter, field, descending, _limit, _offset, _after)
        : throw new ArgumentOutOfRangeException(nameof(field), field, "Events cannot be ordered by this.");

    /// <summary>Sets how many events to return at most. Default: 1,000; when streamed, all.</summary>
    public EventQuery Limit(int count) => count >= 0
        ? new(_store, _time, _filter, _order, _descending, count, _offset, _after)
        : throw new ArgumentOutOfRangeException(nameof(count), count, "A limit must not be negative.");

    /// <summary>Sets how many events to leave out at the beginning. For paging, <see cref="After"/> is exact and faster.</summary>
    public EventQuery Offset(int count) => count >= 0
        ? new(_store, _time, _filter, _order, _descending, _limit, count, _after)
        : throw new ArgumentOutOfRangeException(nameof(count), count, "An offset must not be negative.");

    /// <summary>Begins behind an event of an earlier result with the same order.</summary>
    public EventQuery After(EventCursor cursor) => cursor is { Sequence: > 0, Key: not null }
        ? new(_store, _time, _filter, _order, _descending, _limit, _offset, cursor)
        : throw new ArgumentException($"'{cursor}' is not a cursor: use one that a page of events came with.", nameof(cursor));

    /// <summary>The events.</summary>
    public ValueTask<IReadOnlyList<Event>> ToListAsync(CancellationToken ct = default) =>
        _store.QueryAsync(Selection(_limit ?? DefaultLimit, _offset, _after), ct);

    /// <summary>How many events the filters let through, whatever the limit, the offset and the cursor.</summary>
    public ValueTask<long> CountAsync(CancellationToken ct = default) => _store.CountAsync(Resolve(_filter), ct);

    /// <summary>The first event in the order, or null.</summary>
    public async ValueTask<Event?> FirstOrDefaultAsync(CancellationToken ct = default)
    {
        if (_limit == 0)
            return null;
        var first = await _store.QueryAsync(Selection(1, _offset, _after), ct).ConfigureAwait(false);
        return first.Count > 0 ? first[0] : null;
    }

    /// <summary>The events as a stream, all of them unless a limit is set. It is read in pages: no read stays open between two of them.</summary>
    public async IAsyncEnumerable<Event> AsAsyncEnumerable([EnumeratorCancellation] CancellationToken ct = default)
    {
        var left = (long?)_limit ?? long.MaxValue;
        var after = _after;
        var offset = _offset;
        // A relative window ends for all pages where it ended for the first.
        var filter = Resolve(_filter);
        while (left > 0)
        {
            var size = Math.Min(left, PageSize);
            var page = await _store.QueryAsync(Selection(size, offset, after) with { Filter = filter }, ct).ConfigureAwait(false);
            foreach (var e in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return e;
            }

            if (page.Count < size)
                yield break;
            left -= page.Count;
            offset = 0;
            after = EventCursor.Behind(page[^1], _order);
        }
    }

    /// <summary>What it asks for, for a subscription.</summary>
    internal EventFilter Filter => _filter;

    /// <summary>The place a subscription starts behind.</summary>
    internal long? Start => _after?.Sequence;

    private EventSelection Selection(long limit, long offset, EventCursor? after) =>
        new(Resolve(_filter), _order, _descending, limit, offset, after);

    private EventFilter Resolve(EventFilter filter) => Resolve(filter, _time.GetUtcNow());

    /// <summary>Turns relative times into absolute ones.</summary>
    internal static EventFilter Resolve(EventFilter filter, DateTimeOffset now) => filter switch
    {
        EventFilter.And and => new EventFilter.And([.. and.Parts.Select(p => Resolve(p, now))]),
        EventFilter.Last last => new EventFilter.Since(Earlier(now, last.Window)),
        _ => filter,
    };

    internal static DateTimeOffset Earlier(DateTimeOffset now, TimeSpan window) =>
        now - DateTimeOffset.MinValue > window ? now - window : DateTimeOffset.MinValue;

    /// <summary>Over-long tags are cut when they are stored.</summary>
    private static string[] AsStored(string[] tags) => [.. NotEmpty(tags).Select(t => TextLimits.Shorten(t, TextLimits.Tag))];

    private EventQuery With(EventFilter filter) => new(_store, _time, _filter.With(filter), _order, _descending, _limit, _offset, _after);

    private static Severity Known(Severity severity) => Enum.IsDefined(severity)
        ? severity
        : throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity.");

    private static T[] Some<T>(T[] values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values.Length > 0 ? [.. values] : throw new ArgumentException($"Name at least one of the {name} to look for.", name);
    }

    private static string[] NotEmpty(string[] values, [CallerArgumentExpression(nameof(values))] string name = "") =>
        [.. Some(values, name).Select(v => NotEmpty(v, name))];

    private static string NotEmpty(string value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        return value;
    }
}
