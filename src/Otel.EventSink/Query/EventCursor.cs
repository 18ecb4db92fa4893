using System.Globalization;

namespace Otel.EventSink;

/// <summary>
/// A place in an ordered result: the event after which the next page begins. It stays good while events arrive and after the event
/// itself is deleted. As text it is opaque.
/// </summary>
/// <param name="Sequence">The event's place in the order of arrival.</param>
/// <param name="Key">The value it was ordered by: a number, or a name.</param>
public readonly record struct EventCursor(long Sequence, string Key)
{
    /// <summary>The cursor behind an event of a result that was ordered by <paramref name="field"/>.</summary>
    /// <exception cref="ArgumentException">The event was not read from a store.</exception>
    public static EventCursor Behind(Event e, EventField field = EventField.Timestamp)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Sequence <= 0)
            throw new ArgumentException($"The event '{e.Title}' ({e.Id}) has no place in a result: it was not read from a store.", nameof(e));
        return new EventCursor(e.Sequence, field switch
        {
            EventField.Timestamp => UnixTime.From(e.Timestamp, e.TimestampRemainder).ToString(CultureInfo.InvariantCulture),
            EventField.Duration => e.Duration is { } d ? UnixTime.FromDuration(d, e.DurationRemainder).ToString(CultureInfo.InvariantCulture) : "",
            EventField.Severity => e.SeverityNumber.ToString(CultureInfo.InvariantCulture),
            EventField.System => e.System.Name,
            EventField.Type => e.Type.Name,
            EventField.Sequence => e.Sequence.ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Events cannot be ordered by this."),
        });
    }

    /// <summary>The cursor as text, for a link or a command line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}.{Key}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="ArgumentException">The text is no cursor.</exception>
    public static EventCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            ? new EventCursor(sequence, text[(dot + 1)..])
            : throw new ArgumentException($"'{text}' is not a cursor: use one that a page of events came with.", nameof(text));
    }
}
