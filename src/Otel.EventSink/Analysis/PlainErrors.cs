using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>
/// Errors that have no fault, read one by one: those of older versions, and of sources whose texts have more shapes than are kept.
/// There are seldom any.
/// </summary>
internal static class PlainErrors
{
    /// <summary>Texts that are read: the latest ones.</summary>
    private const int MaxTexts = 10_000;

    /// <summary>How far back from the window such a text is looked for at least, before it is called new.</summary>
    private static readonly TimeSpan MinHistory = TimeSpan.FromDays(7);

    public static async ValueTask<IReadOnlyList<PlainError>> ReadAsync(IEventStore store, AnalysisPeriod period, ErrorSums errors, CancellationToken ct)
    {
        if (!errors.Cells.Any(e => e.Fault is null))
            return [];
        var history = period.Length > MinHistory ? period.Length : MinHistory;
        var since = UnixTime.From(period.Since);
        var before = await store.ListErrorsWithoutFaultAsync(UnixTime.From(EventQuery.Earlier(period.Since, history)), since, MaxTexts, ct).ConfigureAwait(false);
        var within = await store.ListErrorsWithoutFaultAsync(since, UnixTime.From(period.Until), MaxTexts, ct).ConfigureAwait(false);
        var events = await EventsBySequence.ReadAsync(store, before.Concat(within).Select(e => e.Sequence), ct).ConfigureAwait(false);
        return [.. before.Concat(within).Where(e => events.ContainsKey(e.Sequence)).Select(e => new PlainError(e, events[e.Sequence].Title))];
    }
}

/// <param name="Title">The text.</param>
internal sealed record PlainError(ErrorEntry Error, string Title);
