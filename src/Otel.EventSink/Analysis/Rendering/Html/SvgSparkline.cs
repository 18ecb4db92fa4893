using System.Globalization;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Errors over time, small enough to stand beside a number. Stretched to the room it gets; its line keeps its width.</summary>
internal static class SvgSparkline
{
    public static void Write(HtmlBuilder html, IReadOnlyList<TimeBucket> trend)
    {
        var max = trend.Select(part => part.Count).DefaultIfEmpty().Max();
        if (max == 0 || trend.Count < 2)
            return;
        var line = string.Join(' ', trend.Select((part, i) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * i / (trend.Count - 1):0.##},{22 - 20.0 * part.Count / max:0.##}")));
        html.Add($"""
            <svg class="spark" width="100%" height="24" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label="Errors over time, at most {Figures.Count(max)} in {Figures.Length(trend[1].Start - trend[0].Start)}"><polygon points="0,23 {line} 100,23" /><polyline points="{line}" /></svg>
            """);
    }
}
