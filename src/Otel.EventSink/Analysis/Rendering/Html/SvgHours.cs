namespace Otel.EventSink.Analysis.Rendering;

/// <summary>
/// The chart over time. Places across are percent and sizes of letters pixels, so that it fills a desktop and a phone without script
/// and without text that shrinks. Errors have a lane of their own below: on the scale of all events they would be a hairline.
/// </summary>
internal static class SvgHours
{
    private const double Top = 22, Base = 182, LaneTop = 200, LaneBase = 236, Labels = 254, Height = 260;

    public static void Write(HtmlBuilder html, EventReport report, HourSlots slots)
    {
        var max = slots.Slots.Select(slot => slot.Count).DefaultIfEmpty().Max();
        var errors = ErrorBars(report.Errors, slots);
        var maxErrors = errors.Select(bar => bar.Count).DefaultIfEmpty().Max();
        var steps = Ticks.OfCount(max);
        html.Add($"<div class=\"plot\">\n");
        Scale(html, steps, maxErrors);
        html.Add($"""
            <svg class="hours" width="100%" height="{Height}" role="img" aria-labelledby="hours-title hours-desc">
            <title id="hours-title">Events over time</title>
            <desc id="hours-desc">{Figures.Plural(report.TotalEvents, "event")}, at most {Figures.Count(max)} in a bar; {Figures.Plural(report.Errors.TotalErrors, "error")}; {Figures.Plural(report.Patterns.Anomalies.Count, "unusual hour")}.</desc>

            """);
        Grid(html, steps, slots);
        Bars(html, slots, steps[^1], report.Patterns.Anomalies);
        Errors(html, errors, slots, maxErrors);
        Anomalies(html, report.Patterns.Anomalies, slots, steps[^1]);
        html.Add($"</svg>\n</div>\n");
    }

    private static void Scale(HtmlBuilder html, IReadOnlyList<double> steps, long maxErrors)
    {
        html.Add($"""<svg class="scale" width="44" height="{Height}" aria-hidden="true">""");
        foreach (var step in steps)
            html.Add($"""<text x="38" y="{Y(step, steps[^1]) + 4}">{Figures.Compact(step)}</text>""");
        if (maxErrors > 0)
            html.Add($"""<text class="bad" x="38" y="{LaneTop + 8}">{Figures.Compact(maxErrors)}</text>""");
        html.Add($"</svg>\n");
    }

    private static void Grid(HtmlBuilder html, IReadOnlyList<double> steps, HourSlots slots)
    {
        foreach (var step in steps)
            html.Add($"""<line class="{(step == 0 ? "axis" : "grid")}" x1="0" x2="100%" y1="{Y(step, steps[^1])}" y2="{Y(step, steps[^1])}" />""");
        html.Add($"""<line class="axis" x1="0" x2="100%" y1="{LaneBase}" y2="{LaneBase}" />""");
        var place = 0;
        foreach (var (time, label) in Ticks.OfTime(slots.Start, slots.End))
        {
            var x = slots.At(time);
            html.Add($"""<line class="tick" x1="{x}%" x2="{x}%" y1="{Top}" y2="{LaneBase + 6}" />""");
            // A label stands right of its line; at the very end there is no room for it.
            if (x < 95)
                html.Add($"""<text class="{(place % 2 == 0 ? "label" : "label alternate")}" x="{x}%" dx="3" y="{Labels}">{label}</text>""");
            place++;
        }

        html.Add($"\n");
    }

    private static void Bars(HtmlBuilder html, HourSlots slots, double scale, IReadOnlyList<HourlyAnomaly> anomalies)
    {
        var unusual = slots.HoursPerSlot == 1 ? anomalies.Select(a => a.Hour.UtcTicks).ToHashSet() : [];
        var width = slots.At(slots.Start.AddHours(slots.HoursPerSlot));
        foreach (var slot in slots.Slots.Where(slot => slot.Count > 0))
        {
            var y = Math.Min(Y(slot.Count, scale), Base - 1);
            html.Add($"""<rect class="{(unusual.Contains(slot.Start.UtcTicks) ? "warn" : "events")}" x="{slots.At(slot.Start) + width * 0.1}%" y="{y}" width="{width * 0.8}%" height="{Base - y}"><title>{Figures.Time(slot.Start, "ddd d MMM HH:mm")}: {Figures.Plural(slot.Count, "event")}</title></rect>""");
        }

        html.Add($"\n");
    }

    /// <summary>Parts that are finer than the bars above are put together like these; what would be a hairline is not a bar.</summary>
    private static List<(DateTimeOffset Start, DateTimeOffset End, long Count)> ErrorBars(ErrorAnalysis errors, HourSlots slots)
    {
        var trend = errors.Trend;
        var length = TimeSpan.FromHours(slots.HoursPerSlot);
        return trend.Count > slots.Slots.Count && slots.Slots.Count > 0
            ? [.. trend.GroupBy(part => slots.SlotOf(part.Start)).Select(slot => (slot.Key, slot.Key + length, slot.Sum(part => part.Count)))]
            : [.. trend.Select((part, i) => (part.Start, i + 1 < trend.Count ? trend[i + 1].Start : errors.Period.Until, part.Count))];
    }

    private static void Errors(HtmlBuilder html, List<(DateTimeOffset Start, DateTimeOffset End, long Count)> bars, HourSlots slots, long max)
    {
        foreach (var (start, end, count) in bars.Where(bar => bar.Count > 0))
        {
            var from = slots.At(start);
            var width = slots.At(end) - from;
            var height = Math.Max(1, (LaneBase - LaneTop) * count / max);
            html.Add($"""<rect class="error" x="{from + width * 0.1}%" y="{LaneBase - height}" width="{width * 0.8}%" height="{height}"><title>{Figures.Time(start, "ddd d MMM HH:mm")}: {Figures.Plural(count, "error")}</title></rect>""");
        }

        html.Add($"\n");
    }

    /// <summary>The marks: a triangle with the number the hour has in the list, and a line where its count usually is.</summary>
    private static void Anomalies(HtmlBuilder html, IReadOnlyList<HourlyAnomaly> anomalies, HourSlots slots, double scale)
    {
        var counts = slots.Slots.ToDictionary(slot => slot.Start.UtcTicks, slot => slot.Count);
        var hour = slots.At(slots.Start.AddHours(1));
        // A little wider than the bar, so that it shows behind one.
        var half = hour / 2 + 0.25;
        var numbered = new List<double>();
        for (var i = 0; i < anomalies.Count; i++)
        {
            var a = anomalies[i];
            var x = slots.At(a.Hour) + hour / 2;
            // Where a bar holds several hours, the mark stands on the bar and the usual number of one hour says nothing.
            var inBar = counts.GetValueOrDefault(slots.SlotOf(a.Hour).UtcTicks, a.Count);
            var usual = slots.HoursPerSlot == 1 && double.IsFinite(a.Expected) ? Math.Clamp(a.Expected, 0, scale) : inBar;
            if (slots.HoursPerSlot == 1)
                html.Add($"""<line class="usual" x1="{x - half}%" x2="{x + half}%" y1="{Y(usual, scale)}" y2="{Y(usual, scale)}" />""");
            var y = Math.Min(Y(inBar, scale), Y(usual, scale)) - 3;
            html.Add($"""<svg x="{x}%" y="{y}" width="1" height="1" overflow="visible"><path class="mark" d="M0 0l-4 -6h8z"><title>{Figures.Time(a.Hour, "ddd d MMM HH:mm")}: {Figures.Count(a.Count)}, usually {Figures.Expected(a.Expected)} ({Figures.Deviation(a.Deviation)})</title></path></svg>""");
            if (i < 9 && numbered.TrueForAll(other => Math.Abs(other - x) > 2))
            {
                html.Add($"""<text class="number" x="{x}%" y="{y - 9}">{i + 1}</text>""");
                numbered.Add(x);
            }
        }
    }

    private static double Y(double count, double scale) => Base - (Base - Top) * Math.Min(count, scale) / scale;
}
