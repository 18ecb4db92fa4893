using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

/// <summary>R11: whatever is left out because there is too much of it leaves a mark.</summary>
public class CutTests
{
    private const int Limit = 1_000;

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AStateOfTooManyValuesIsMarked(bool isList)
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, default, isList ? Pairs(1_500).ToList() : Pairs(1_500), null, (_, _) => "said"));

        Assert.Equal(Limit + 1, e.Data.Count);
        Assert.Equal((999L, true), (e.Data["k999"], e.Data["[cut]"]));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AStateOfJustEnoughValuesIsNot(bool isList)
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, default, isList ? Pairs(Limit).ToList() : Pairs(Limit), null, (_, _) => "said"));

        Assert.Equal(Limit, e.Data.Count);
        Assert.DoesNotContain("[cut]", e.Data.Keys);
    }

    [Fact]
    public async Task AScopeOfTooManyValuesIsMarked()
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope(Pairs(1_500)))
            recorder.Logger.LogInformation("said");

        var scope = (IReadOnlyDictionary<string, object?>)Assert.Single((IReadOnlyList<object?>)Assert.Single(await recorder.EventsAsync()).Metadata["scopes"]!)!;
        Assert.Equal(Limit + 1, scope.Count);
        Assert.Equal(true, scope["[cut]"]);
    }

    [Fact]
    public async Task TooManyScopesAreMarked()
    {
        await using var recorder = new Recorder();
        var scopes = Enumerable.Range(0, 100).Select(i => recorder.Logger.BeginScope($"scope {i}")).ToList();
        recorder.Logger.LogInformation("said");
        scopes.Reverse();
        scopes.ForEach(s => s!.Dispose());

        var kept = (IReadOnlyList<object?>)Assert.Single(await recorder.EventsAsync()).Metadata["scopes"]!;
        Assert.Equal([.. Enumerable.Range(0, 64).Select(i => $"scope {i}"), "[cut]"], kept);
    }

    [Fact]
    public async Task ALongTagIsMarked()
    {
        await using var recorder = new Recorder();
        recorder.Collector.TryCollect(New() with { Tags = [new string('t', 1_000), "whole"] });

        Assert.Equal([new string('t', 256) + " [cut, 1000 characters]", "whole"], Assert.Single(await recorder.EventsAsync()).Tags);
    }

    [Fact]
    public async Task ALongCorrelationIsMarkedAndFoundByWhatWasGiven()
    {
        await using var recorder = new Recorder();
        var given = new string('c', 1_000);
        recorder.Collector.TryCollect(New() with { CorrelationId = given });
        await recorder.Collector.FlushAsync();

        var e = Assert.Single(await recorder.Collector.Query().CorrelationId(given).ToListAsync());
        Assert.Equal(new string('c', 512) + " [cut, 1000 characters]", e.CorrelationId);
        Assert.Single(await recorder.Collector.Query().CorrelationId(e.CorrelationId!).ToListAsync());
    }

    [Fact]
    public async Task ALongTagIsFoundByWhatWasGiven()
    {
        await using var recorder = new Recorder();
        var given = new string('t', 1_000);
        recorder.Collector.TryCollect(New() with { Tags = [given] });
        await recorder.Collector.FlushAsync();

        Assert.Single(await recorder.Collector.Query().Tags(given).ToListAsync());
    }

    private static Event New() => new() { System = new("shop"), Type = new("order.placed"), Title = "cut" };

    private static IEnumerable<KeyValuePair<string, object?>> Pairs(int count) =>
        Enumerable.Range(0, count).Select(i => new KeyValuePair<string, object?>($"k{i}", i));
}
