using System.Text.Json;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>What <c>query</c> printed before, on another store.</summary>
internal sealed class EarlierLine
{
    private readonly Dictionary<string, double> _milliseconds;

    private EarlierLine(string json)
    {
        using var line = JsonDocument.Parse(json);
        _milliseconds = line.RootElement.GetProperty("questions").EnumerateArray()
            .ToDictionary(q => q.GetProperty("name").GetString()!, q => q.GetProperty("ms").GetDouble());
    }

    public static EarlierLine? Read(string? path) => path is null ? null : new EarlierLine(File.ReadAllText(path));

    public double? Of(string question) => _milliseconds.TryGetValue(question, out var ms) && ms > 0 ? ms : null;
}
