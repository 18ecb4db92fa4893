namespace Otel.EventSink.Storage.Plans;

/// <summary>What the rollups say of an hour.</summary>
/// <param name="All">All its events, at most.</param>
/// <param name="Events">For each condition on names how many events fulfil it, at most: where events were deleted, too many are counted.</param>
/// <param name="Exact">How many fulfil all conditions on names; null where the rollups cannot tell.</param>
internal sealed record NameHour(long Hour, long All, long[] Events, long? Exact)
{
    /// <summary>No more than these can fulfil all conditions.</summary>
    public long AtMost { get; } = Exact ?? (Events.Length == 0 ? All : Events.Min());

    /// <summary>Many hours as if they were one.</summary>
    /// <param name="conditions">How many conditions on names there are.</param>
    public static NameHour Sum(IReadOnlyList<NameHour> hours, int conditions) => new(
        0, hours.Sum(h => h.All), [.. Enumerable.Range(0, conditions).Select(i => hours.Sum(h => h.Events[i]))], hours.Sum(h => h.AtMost));
}
