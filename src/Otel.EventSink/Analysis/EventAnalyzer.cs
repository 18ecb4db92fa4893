using Otel.EventSink.Analysis;
using Otel.EventSink.Analysis.Traces;
using Otel.EventSink.Storage;

namespace Otel.EventSink;

/// <summary>
/// Answers what a list of events does not: what went wrong, what is unusual, where the time went. Reads a window up to now; long
/// windows are read from hourly sums that the store keeps, so that a week of millions of events costs milliseconds. A window without
/// events gives an empty result. Safe for any number of threads; cancelling stops the reading in the database.
/// </summary>
public sealed class EventAnalyzer
{
    private const int Recent = 20;

    private readonly IEventStore _store;
    private readonly TimeProvider _time;

    internal EventAnalyzer(IEventStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>What went wrong: counts, trend, and errors of one fault as one group.</summary>
    /// <param name="window">How far back from now; longer than zero.</param>
    /// <exception cref="ArgumentException">The window is not longer than zero.</exception>
    public async ValueTask<ErrorAnalysis> AnalyzeErrorsAsync(TimeSpan window, CancellationToken ct = default)
    {
        var period = Period(window);
        var sums = await _store.SumAsync(Request(period) with { ErrorPart = ErrorTrend.PartOf(period) }, ct).ConfigureAwait(false);
        return await AnalyzeAsync(period, sums.Errors, ct).ConfigureAwait(false);
    }

    /// <summary>How events are spread over hours, types and systems, and which hours are unusual.</summary>
    /// <param name="window">How far back from now; longer than zero.</param>
    /// <exception cref="ArgumentException">The window is not longer than zero.</exception>
    public ValueTask<PatternAnalysis> DetectPatternsAsync(TimeSpan window, CancellationToken ct = default) =>
        DetectPatternsAsync(window, new AnomalyOptions(), ct);

    /// <inheritdoc cref="DetectPatternsAsync(TimeSpan, CancellationToken)"/>
    /// <param name="options">How hours are judged.</param>
    public async ValueTask<PatternAnalysis> DetectPatternsAsync(TimeSpan window, AnomalyOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        var period = Period(window);
        var sums = await _store.SumAsync(Request(period) with { Events = true, HistorySince = HourlyHistory.Since(period, options) }, ct).ConfigureAwait(false);
        return Patterns.Of(period, sums.Events, HourlyHistory.Of(period, sums.History), options);
    }

    /// <summary>All events of a correlation in the order of time, and as a tree with self times and critical path.</summary>
    /// <param name="id">The correlation id.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public async ValueTask<CorrelationTrace> TraceCorrelationAsync(string id, CancellationToken ct = default)
    {
        var events = new List<Event>();
        var query = new EventQuery(_store, _time).CorrelationId(id).OrderBy(EventField.Timestamp, descending: false);
        await foreach (var e in query.AsAsyncEnumerable(ct).ConfigureAwait(false))
            events.Add(e);
        return new CorrelationTrace(id, events, TraceBuilder.Build(events));
    }

    /// <summary>All about a window: counts, durations with percentiles, errors, patterns, the latest events.</summary>
    /// <param name="window">How far back from now; longer than zero.</param>
    /// <exception cref="ArgumentException">The window is not longer than zero.</exception>
    public async ValueTask<EventReport> GenerateReportAsync(TimeSpan window, CancellationToken ct = default)
    {
        var period = Period(window);
        var options = new AnomalyOptions();
        var request = Request(period) with
        {
            Events = true,
            ExactUpTo = DurationAnalysis.MaxEventsForExact,
            ErrorPart = ErrorTrend.PartOf(period),
            HistorySince = HourlyHistory.Since(period, options),
        };
        var sums = await _store.SumAsync(request, ct).ConfigureAwait(false);
        var (all, byType) = DurationAnalysis.Summarize(sums.Events);
        return new EventReport
        {
            Period = period,
            TotalEvents = sums.Events.Total(),
            BySeverity = sums.Events.BySeverity(),
            BySystem = sums.Events.BySystem(),
            ByType = sums.Events.ByType(),
            Durations = all,
            DurationsByType = byType,
            Errors = await AnalyzeAsync(period, sums.Errors, ct).ConfigureAwait(false),
            Patterns = Patterns.Of(period, sums.Events, HourlyHistory.Of(period, sums.History), options),
            RecentEvents = await In(period).Limit(Recent).ToListAsync(ct).ConfigureAwait(false),
        };
    }

    private async ValueTask<ErrorAnalysis> AnalyzeAsync(AnalysisPeriod period, ErrorSums errors, CancellationToken ct)
    {
        var groups = await new ErrorGroups(_store, period).FindAsync(errors, ct).ConfigureAwait(false);
        var recent = errors.Cells.Count == 0 ? [] : await In(period).MinSeverity(Severity.Error).Limit(Recent).ToListAsync(ct).ConfigureAwait(false);
        return ErrorCounts.Of(period, errors) with { Groups = groups, RecentErrors = recent };
    }

    private EventQuery In(AnalysisPeriod period) => new EventQuery(_store, _time).Between(period.Since, period.Until);

    /// <summary>Up to and including this moment.</summary>
    private AnalysisPeriod Period(TimeSpan window)
    {
        if (window <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(window), window, "A window must be longer than zero.");
        var now = _time.GetUtcNow();
        return new AnalysisPeriod(EventQuery.Earlier(now, window), now.AddTicks(1));
    }

    private static SumRequest Request(AnalysisPeriod period) => new(UnixTime.From(period.Since), UnixTime.From(period.Until));
}
