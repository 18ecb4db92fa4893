using Otel.EventSink.Capture;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage;

/// <summary>Adds up what is asked of a span of time, all from one snapshot, so that the figures of a report agree with each other.</summary>
internal sealed class WindowReader(SqliteReader reader, SumRequest request, CancellationToken ct)
{
    public WindowSums Read()
    {
        var sums = new WindowSums();
        reader.InSnapshot(() =>
        {
            var cover = HourCover.Of(reader, request.Since, request.Until, ct);
            sums = new WindowSums
            {
                Events = request.Events ? Name(RollupReader.Read(reader, cover, request.ExactUpTo is not null, ct)) : EventSums.None,
                Errors = request.ErrorPart > 0 ? Name(ErrorReader.Read(reader, cover, request.Since, request.Until, request.ErrorPart, ct)) : ErrorSums.None,
                History = request.HistorySince is { } since ? HourReader.Read(reader, since, request.Until, ct) : new HourCounts(0, []),
            };
        });
        return sums;
    }

    private EventSums Name(EventTotals totals)
    {
        var names = reader.Names;
        var isExact = totals.Hours.Values.Sum() <= request.ExactUpTo;
        return new EventSums(
            [.. totals.Cells.Select(c => new EventSum(names.System(c.Key.System), names.Type(c.Key.Type), c.Key.Severity, c.Value))],
            totals.Hours)
        {
            Histograms = totals.Histograms.ToDictionary(h => names.Type(h.Key), h => h.Value),
            Durations = isExact ? DurationReader.Read(reader, request.Since, request.Until, ct).ToDictionary(d => names.Type(d.Key), d => d.Value) : null,
        };
    }

    private ErrorSums Name(ErrorTotals totals)
    {
        var names = reader.Names;
        names.ForgetFaults();
        List<ErrorSum> cells = [.. totals.Cells.Select(c => new ErrorSum(
            names.System(c.Key.System), names.Type(c.Key.Type), c.Key.Component == 0 ? null : names.Component(c.Key.Component), c.Key.Severity,
            c.Key.Fault == 0 ? null : names.Fault(c.Key.Fault), c.Value))];
        var sources = cells.Where(c => c.Fault is not { IsMined: false }).Select(c => c.Source).Distinct();
        return new ErrorSums(cells, totals.Parts, sources.ToDictionary(s => s, ShapesOf));
    }

    /// <summary>All faults of plain texts that a source ever had: what is new can be told by them, whether their events are there or not.</summary>
    private List<FaultEntry> ShapesOf(ErrorSource source)
    {
        var first = Fault.SourceOf(source.System.Name, source.Component);
        var shapes = new List<FaultEntry>();
        reader.Run("SELECT id, title, first_time FROM fault WHERE key >= ?1 AND key < ?2", [first, Fault.EndOf(first)],
            row => shapes.Add(new FaultEntry(row.Long(0), row.Text(1) ?? "", row.Long(2), IsMined: true)), ct);
        return shapes;
    }
}
