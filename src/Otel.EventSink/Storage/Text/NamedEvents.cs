using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>How many events have the names that a filter asks for, which are another way to what is looked for.</summary>
/// <param name="AtMost">With the names.</param>
/// <param name="All">With any.</param>
internal readonly record struct NamedEvents(long AtMost, long All)
{
    /// <summary>Null: it asks for no names.</summary>
    public static NamedEvents? Of(SqliteReader reader, NameFilter names, TimeBounds bounds, CancellationToken ct)
    {
        if (names.Conditions.Count == 0 || bounds.IsEmpty)
            return null;
        var hours = new NameHours(reader, names, descending: true).Read(bounds.FirstHour, bounds.LastHour, static _ => false, ct);
        var sum = NameHour.Sum(hours, names.Conditions.Count);
        return new NamedEvents(sum.AtMost, sum.All);
    }

    /// <summary>How many events of which a text is known must be looked at to find so many with the names.</summary>
    public double VisitsFor(double count) => count * All / Math.Max(1, AtMost);
}
