using Otel.EventSink.Query;

namespace Otel.EventSink.Live;

/// <summary>What a subscriber reads next. Those whose places are equal share a read.</summary>
/// <param name="Position">The last sequence number that was looked at.</param>
internal readonly record struct FeedPlace(EventFilter Filter, long Position)
{
    public bool Equals(FeedPlace other) => Position == other.Position && FilterEquality.Instance.Equals(Filter, other.Filter);

    public override int GetHashCode() => HashCode.Combine(FilterEquality.Instance.GetHashCode(Filter), Position);
}
