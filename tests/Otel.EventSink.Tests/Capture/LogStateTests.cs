using System.Collections;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class LogStateTests
{
    [Fact]
    public async Task AStateThatIsReusedIsCopiedBeforeLogReturns()
    {
        await using var recorder = new Recorder();
        var list = new List<string> { "a" };
        var state = new Reused { Pairs = { new("Id", 1), new("List", list), new("{OriginalFormat}", "Order {Id}") } };
        recorder.Logger.Log(LogLevel.Information, default, state, null, (s, _) => $"Order {s[0].Value}");
        state.Pairs[0] = new("Id", 2);
        state.Pairs.RemoveRange(1, 2);
        list.Add("b");
        recorder.Logger.Log(LogLevel.Information, default, state, null, (s, _) => $"Order {s[0].Value}");

        var events = await recorder.EventsAsync();

        Assert.Equal(["Order 1", "Order 2"], events.Select(e => e.Description));
        Assert.Equal(["Order {Id}", "Order 2"], events.Select(e => e.Title));
        Assert.Equal([1L, 2L], events.Select(e => e.Data["Id"]));
        Assert.Equal(["a"], (IReadOnlyList<object?>)events[0].Data["List"]!);
    }

    [Fact]
    public async Task AStateThatIsOnlyEnumerableIsReadToo()
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, default, Pairs(), null, (_, _) => "rendered"));

        Assert.Equal(("Order {Id}", "rendered", 1L), (e.Title, e.Description, e.Data["Id"]));
        Assert.Equal("Order {Id}", e.Metadata["{OriginalFormat}"]);

        static IEnumerable<KeyValuePair<string, object?>> Pairs()
        {
            yield return new("{OriginalFormat}", "Order {Id}");
            yield return new("Id", 1);
        }
    }

    [Fact]
    public async Task ATextForAStateIsTitleAndDescription()
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, default, "plain", null, (s, _) => s));

        Assert.Equal(("plain", "plain"), (e.Title, e.Description));
        Assert.Empty(e.Data);
        Assert.False(e.Metadata.ContainsKey("{OriginalFormat}"));
    }

    [Fact]
    public async Task ARecordInThePoolForgetsTheOneBefore()
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope("scope"))
            recorder.Logger.LogError(new EventId(7, "first.one"), new TimeoutException(), "first {Id}", 1);
        await recorder.Collector.FlushAsync();
        recorder.Logger.Log<object?>(LogLevel.Information, default, null, null, (_, _) => "second");

        var second = (await recorder.EventsAsync())[1];

        Assert.Equal(("second", "log.record"), (second.Title, second.Type.Name));
        Assert.Empty(second.Data);
        Assert.Equal(["category", "resource", "thread"], second.Metadata.Keys.Order());
    }

    private sealed class Reused : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public List<KeyValuePair<string, object?>> Pairs { get; } = [];

        public KeyValuePair<string, object?> this[int index] => Pairs[index];

        public int Count => Pairs.Count;

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Pairs.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
