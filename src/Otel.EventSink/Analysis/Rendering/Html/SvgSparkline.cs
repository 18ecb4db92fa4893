using System.Globalization;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Errors over time, small enough to stand beside a number. Stretched to the room it gets; its line keeps its width.</summary>
internal static class SvgSparkline
{
    private const int MaxPoints = 120;

    public static void Write(HtmlBuilder html, IReadOnlyList<TimeBucket> trend)
    {
        var parts = Math.Max(1, (trend.Count + MaxPoints - 1) / MaxPoints);
        var counts = trend.Chunk(parts).Select(chunk => chunk.Sum(part => part.Count)).ToList();
        if (counts.Count < 2 || counts.Max() is var max && max == 0)
            return;
        var line = string.Join(' ', counts.Select((count, i) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * i / (counts.Count - 1):0.##},{22 - 20.0 * count / max:0.##}")));
        html.Add($"""
            <svg class="spark" width="100%" height="24" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label="Errors over time, at most {Figures.Count(max)} in {Figures.Length((trend[1].Start - trend[0].Start) * parts)}"><polygon points="0,23 {line} 100,23" /><polyline points="{line}" /></svg>
            """);
    }
}
