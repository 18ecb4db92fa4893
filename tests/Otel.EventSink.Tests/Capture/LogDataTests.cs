using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class LogDataTests
{
    private static readonly Guid Id = new("0197a1b2-0000-7000-8000-000000000001");

    /// <summary>A value as logged, and as it is read.</summary>
    private static readonly Dictionary<string, (object? Logged, object? Read)> Values = new()
    {
        ["null"] = (null, null),
        ["text"] = ("a \"b\" ä 😀", "a \"b\" ä 😀"),
        ["true"] = (true, true),
        ["false"] = (false, false),
        ["int"] = (-42, -42L),
        ["long"] = (long.MaxValue, long.MaxValue),
        ["byte"] = ((byte)7, 7L),
        ["ulong"] = (5ul, 5L),
        ["ulong beyond long"] = (ulong.MaxValue, (double)ulong.MaxValue),
        ["double"] = (0.1, 0.1),
        ["whole double"] = (5.0, 5.0),
        ["tiny double"] = (double.Epsilon, double.Epsilon),
        ["large double"] = (1e300, 1e300),
        ["float"] = (0.1f, 0.1),
        ["decimal"] = (12.50m, 12.5),
        ["NaN"] = (double.NaN, "NaN"),
        ["Int128"] = (Int128.MaxValue, "170141183460469231731687303715884105727"),
        ["char"] = ('c', "c"),
        ["enum"] = (DayOfWeek.Friday, "Friday"),
        ["Guid"] = (Id, "0197a1b2-0000-7000-8000-000000000001"),
        ["DateTime"] = (new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "2026-01-02T03:04:05Z"),
        ["DateTimeOffset"] = (new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "2026-01-02T03:04:05+02:00"),
        ["DateOnly"] = (new DateOnly(2026, 1, 2), "01/02/2026"),
        ["TimeSpan"] = (TimeSpan.FromSeconds(90), "00:01:30"),
        ["Uri"] = (new Uri("https://example.org/a"), "https://example.org/a"),
        ["Type"] = (typeof(string), "System.String"),
        ["bytes"] = (new byte[] { 1, 2, 255 }, "AQL/"),
        ["own text"] = (new Version(1, 2), "1.2"),
        ["ints"] = (new[] { 1, 2 }, Read("[1,2]")),
        ["texts"] = (new[] { "a", null }, Read("""["a",null]""")),
        ["list"] = (new List<object?> { 1, "b", null, 2.5 }, Read("""[1,"b",null,2.5]""")),
        ["set of texts"] = (new HashSet<string> { "a" }, Read("""["a"]""")),
        ["dictionary"] = (new Dictionary<string, int> { ["a"] = 1 }, Read("""{"a":1}""")),
        ["dictionary by number"] = (new Dictionary<int, string> { [1] = "a" }, Read("""{"1":"a"}""")),
        ["nested"] = (new Dictionary<string, object?> { ["a"] = new object?[] { new Dictionary<string, object?> { ["b"] = true } } }, Read("""{"a":[{"b":true}]}""")),
        ["JsonElement"] = (JsonDocument.Parse("""{"a":[1,2.0,"x",null]}""").RootElement, Read("""{"a":[1,2.0,"x",null]}""")),
        ["JsonNode"] = (JsonNode.Parse("""{"a":{"b":1}}"""), Read("""{"a":{"b":1}}""")),
    };

    public static TheoryData<string> Names => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ValuesKeepTheirType(string name)
    {
        var (logged, read) = Values[name];

        var e = await Recorder.LogAsync(logger => logger.LogInformation("said {Value}", logged));

        Assert.Equal(Show(read), Show(e.Data["Value"]));
        Assert.Equal(["Value"], e.Data.Keys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ValuesOfAnEventKeepTheirTypeToo(string name)
    {
        var (logged, read) = Values[name];
        await using var recorder = new Recorder();
        recorder.Collector.TryCollect(new Event { System = new("shop"), Type = new("a.b"), Title = "given", Data = new Dictionary<string, object?> { ["Value"] = logged } });

        Assert.Equal(Show(read), Show(Assert.Single(await recorder.EventsAsync()).Data["Value"]));
    }

    [Fact]
    public async Task AKeyThatComesAgainIsNumbered()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation("from {Id} to {Id} by {Id}", 1, 2, 3));

        Assert.Equal([("Id", 1L), ("Id#2", 2L), ("Id#3", 3L)], e.Data.Select(p => (p.Key, (long)p.Value!)));
    }

    [Fact]
    public async Task KeysThatComeAgainAreNumberedAmongManyToo()
    {
        var pairs = Enumerable.Range(0, 100).Select(i => new KeyValuePair<string, object?>($"Key{i % 60}", i)).ToArray();

        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, default, pairs, null, (_, _) => "many"));

        Assert.Equal(100, e.Data.Count);
        Assert.Equal((39L, 99L), (e.Data["Key39"], e.Data["Key39#2"]));
    }

    private static object? Read(string json) => new Json(json);

    /// <summary>Type and value, all the way down.</summary>
    private static string Show(object? value) => value switch
    {
        null => "null",
        Json json => json.Text,
        IReadOnlyDictionary<string, object?> members => $"{{{string.Join(",", members.Select(m => $"\"{m.Key}\":{Show(m.Value)}"))}}}",
        IReadOnlyList<object?> items => $"[{string.Join(",", items.Select(Show))}]",
        string text => $"\"{text}\"",
        bool b => b ? "true" : "false",
        double d when Math.Truncate(d) == d && Math.Abs(d) < 1e15 => FormattableString.Invariant($"{d:F1}"),
        long => FormattableString.Invariant($"{value}"),
        double => FormattableString.Invariant($"{value:R}"),
        _ => $"{value.GetType().Name} {value}",
    };

    private sealed record Json(string Text);
}
