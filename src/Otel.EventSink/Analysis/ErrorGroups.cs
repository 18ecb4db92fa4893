using Otel.EventSink.Analysis.Mining;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>
/// Puts errors of one fault together: those that name it (see <see cref="Capture.Fault"/>) by that name, the others by templates mined
/// from their titles, per system and component.
/// </summary>
internal sealed class ErrorGroups(IEventStore store, AnalysisPeriod period)
{
    /// <summary>Groups that are returned: the most frequent ones.</summary>
    private const int MaxGroups = 100;

    /// <summary>Texts that are mined: the latest ones.</summary>
    private const int MaxTexts = 10_000;

    private const int PageSize = 1_000;

    /// <summary>How far back from the window a mined fault is looked for at least, before it is called new.</summary>
    private static readonly TimeSpan MinHistory = TimeSpan.FromDays(7);

    public async ValueTask<IReadOnlyList<ErrorGroup>> FindAsync(IReadOnlyList<ErrorEntry> errors, CancellationToken ct)
    {
        var since = UnixTime.From(period.Since);
        var found = errors
            .Where(e => e.Fault is not null)
            .GroupBy(e => e.Fault!.Id)
            .Select(g => new Found(g.First().Fault!.Title, ErrorGrouping.Known, [.. g], IsNew: g.First().Fault!.FirstTime >= since))
            .ToList();
        found.AddRange(await MineAsync([.. errors.Where(e => e.Fault is null).TakeLast(MaxTexts)], ct).ConfigureAwait(false));

        var most = found.OrderByDescending(f => f.Errors.Count).ThenByDescending(f => f.Errors[^1].Time).Take(MaxGroups).ToList();
        var examples = await ReadAsync(most.Select(f => f.Errors[^1].Sequence), ct).ConfigureAwait(false);
        return [.. most.Where(f => examples.ContainsKey(f.Errors[^1].Sequence)).Select(f => new ErrorGroup
        {
            Title = f.Title,
            Grouping = f.Grouping,
            Count = f.Errors.Count,
            FirstSeen = UnixTime.ToTime(f.Errors[0].Time, out _),
            LastSeen = UnixTime.ToTime(f.Errors[^1].Time, out _),
            IsNew = f.IsNew,
            Example = examples[f.Errors[^1].Sequence],
        })];
    }

    private async ValueTask<IReadOnlyList<Found>> MineAsync(IReadOnlyList<ErrorEntry> errors, CancellationToken ct)
    {
        if (errors.Count == 0)
            return [];
        var before = await BeforeAsync(ct).ConfigureAwait(false);
        var titles = await ReadAsync(before.Concat(errors).Select(e => e.Sequence), ct).ConfigureAwait(false);
        var found = new List<Found>();
        foreach (var source in before.Select(e => (Error: e, IsBefore: true)).Concat(errors.Select(e => (Error: e, IsBefore: false)))
            .Where(e => titles.ContainsKey(e.Error.Sequence))
            .GroupBy(e => (e.Error.System, e.Error.Component)))
        {
            var miner = new TemplateMiner();
            var members = source.Select(e => (e.Error, e.IsBefore, Template: miner.Add(titles[e.Error.Sequence].Title))).ToList();
            // Groups may have grown together since a line was added.
            foreach (var group in members.GroupBy(m => m.Template.Group))
            {
                List<ErrorEntry> inWindow = [.. group.Where(m => !m.IsBefore).Select(m => m.Error)];
                if (inWindow.Count > 0)
                    found.Add(new Found(group.Key.Text, ErrorGrouping.Mined, inWindow, IsNew: group.All(m => !m.IsBefore)));
            }
        }

        return found;
    }

    private async ValueTask<IReadOnlyList<ErrorEntry>> BeforeAsync(CancellationToken ct)
    {
        var history = period.Length > MinHistory ? period.Length : MinHistory;
        var since = UnixTime.From(EventQuery.Earlier(period.Since, history));
        var errors = await store.ListErrorsAsync(since, UnixTime.From(period.Since), ct).ConfigureAwait(false);
        return [.. errors.Where(e => e.Fault is null).TakeLast(MaxTexts)];
    }

    private async ValueTask<Dictionary<long, Event>> ReadAsync(IEnumerable<long> sequences, CancellationToken ct)
    {
        var events = new Dictionary<long, Event>();
        foreach (var page in sequences.Distinct().Chunk(PageSize))
        {
            var selection = new EventSelection(new EventFilter.Sequences(page), EventField.Sequence, Descending: false, null, 0, null);
            foreach (var e in await store.QueryAsync(selection, ct).ConfigureAwait(false))
                events[e.Sequence] = e;
        }

        return events;
    }

    /// <param name="Errors">In the order of time; at least one.</param>
    private sealed record Found(string Title, ErrorGrouping Grouping, IReadOnlyList<ErrorEntry> Errors, bool IsNew);
}
