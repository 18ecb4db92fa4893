using System.Globalization;
using System.Text.Json;

namespace Otel.EventSink.Tests;

/// <summary>A series of the Numenta Anomaly Benchmark; a window holds a labelled anomaly, from its first to its last value.</summary>
internal sealed record NabSeries(string Name, DateTimeOffset[] Times, double[] Values, (int First, int Last)[] Windows)
{
    /// <summary>That many values at the start are for learning and not scored.</summary>
    public int Probation => (int)Math.Min(0.15 * Values.Length, 0.15 * 5000);

    /// <summary>All series of a folder; those without a file are left out.</summary>
    public static IReadOnlyList<NabSeries> Load(string folder)
    {
        using var labels = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "labels", "combined_windows.json")));
        return [.. labels.RootElement.EnumerateObject()
            .Where(l => File.Exists(Path.Combine(folder, "data", l.Name)))
            .Select(l => Read(l.Name, Path.Combine(folder, "data", l.Name), l.Value))];
    }

    private static NabSeries Read(string name, string file, JsonElement windows)
    {
        var rows = File.ReadLines(file).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToArray();
        var times = Array.ConvertAll(rows, r => Time(r[0]));
        return new(name, times, Array.ConvertAll(rows, r => double.Parse(r[1], CultureInfo.InvariantCulture)), [.. windows.EnumerateArray()
            .Select(w => (Array.FindIndex(times, t => t >= Time(w[0].GetString()!)), Array.FindLastIndex(times, t => t <= Time(w[1].GetString()!))))
            .Order()]);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
