using Otel.EventSink.Query;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>
/// Puts errors of one fault together: those that name it (see <see cref="Capture.Fault"/>) by that name, plain texts by templates mined
/// over their shapes.
/// </summary>
internal sealed class ErrorGroups(IEventStore store, AnalysisPeriod period)
{
    /// <summary>Groups that are returned: the most frequent ones.</summary>
    private const int MaxGroups = 100;

    public async ValueTask<IReadOnlyList<ErrorGroup>> FindAsync(ErrorSums errors, CancellationToken ct)
    {
        var since = UnixTime.From(period.Since);
        var found = errors.Cells
            .Where(e => e.Fault is { IsMined: false })
            .GroupBy(e => e.Fault!)
            .Select(g => new FoundGroup(g.Key.Title, ErrorGrouping.Known, Sum(g.Select(e => e.Sums)), IsNew: g.Key.FirstTime >= since))
            .ToList();
        found.AddRange(MinedGroups.Of(errors, await PlainErrors.ReadAsync(store, period, errors, ct).ConfigureAwait(false), since));

        var most = found.OrderByDescending(f => f.Errors.Events).ThenByDescending(f => f.Errors.Last).Take(MaxGroups).ToList();
        var examples = await EventsBySequence.ReadAsync(store, most.Select(f => f.Errors.LastSequence), ct).ConfigureAwait(false);
        return [.. most.Where(f => examples.ContainsKey(f.Errors.LastSequence)).Select(f => new ErrorGroup
        {
            Title = f.Title,
            Grouping = f.Grouping,
            Count = f.Errors.Events,
            FirstSeen = UnixTime.ToTime(f.Errors.First, out _),
            LastSeen = UnixTime.ToTime(f.Errors.Last, out _),
            IsNew = f.IsNew,
            Example = examples[f.Errors.LastSequence],
        })];
    }

    public static ErrorCell Sum(IEnumerable<ErrorCell> cells) => cells.Aggregate((sum, cell) => sum.Plus(cell));
}
