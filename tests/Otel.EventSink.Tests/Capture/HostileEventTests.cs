namespace Otel.EventSink.Tests;

public class HostileEventTests
{
    [Theory]
    [MemberData(nameof(HostileValues.Names), MemberType = typeof(HostileValues))]
    public async Task HostileDataPoisonsNothing(string name)
    {
        await using var recorder = new Recorder();
        var values = new HostileValues.Pairs([new("Value", HostileValues.All[name]()), new(null!, 1), new("", 2), new("Other", "whole")]);
        Assert.True(recorder.Collector.TryCollect(New("hostile") with { Data = values, Metadata = values }));
        Assert.True(recorder.Collector.TryCollect(New("ordinary")));

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile", "ordinary"], events.Select(e => e.Title));
        Assert.Equal(["Value", "", "#2", "Other"], events[0].Data.Keys);
        Assert.Equal(("whole", "whole"), (events[0].Data["Other"], events[0].Metadata["Other"]));
        Stored.IsValid(recorder.Database);
    }

    [Fact]
    public async Task DataThatThrowsWhenItIsReadIsMarked()
    {
        await using var recorder = new Recorder();
        Assert.True(recorder.Collector.TryCollect(New("hostile") with { Data = new HostileValues.Pairs(new ThrowsAtTheSecond()) }));

        var data = Assert.Single(await recorder.EventsAsync()).Data;

        Assert.Equal(["first", "eventsink.capture_error"], data.Keys);
    }

    [Fact]
    public async Task TagsThatThrowWhenTheyAreReadCostOnlyThemselves()
    {
        await using var recorder = new Recorder();
        Assert.True(recorder.Collector.TryCollect(New("hostile") with { Tags = new ThrowingTags(), Data = new Dictionary<string, object?> { ["Other"] = "whole" } }));
        Assert.True(recorder.Collector.TryCollect(New("ordinary")));

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile", "ordinary"], events.Select(e => e.Title));
        Assert.Equal(("whole", "[ThrowingTags threw InvalidOperationException]"), (events[0].Data["Other"], events[0].Data["eventsink.capture_error"]));
    }

    [Fact]
    public async Task WhatIsNullThoughItMustNotBeIsTakenForEmpty()
    {
        await using var recorder = new Recorder();
        Assert.True(recorder.Collector.TryCollect(New(null!) with { Description = null!, Data = null!, Metadata = null!, Tags = null! }));

        var e = Assert.Single(await recorder.EventsAsync());

        Assert.Equal(("", 0, 0, 0), (e.Title, e.Data.Count, e.Metadata.Count, e.Tags.Count));
    }

    [Fact]
    public async Task AValueWhoseToStringCollectsItsEventAgainEnds()
    {
        await using var recorder = new Recorder();
        var calls = 0;
        Event? hostile = null;
        hostile = New("hostile") with { Data = new Dictionary<string, object?> { ["Value"] = new Calls(Collect) } };
        Collect();

        // One event, and the same again: it is stored once.
        Assert.Single(await recorder.EventsAsync());
        Assert.InRange(calls, 2, 100);
        Assert.Equal(calls, (await recorder.Collector.CheckHealthAsync()).Stored);
        Stored.IsValid(recorder.Database);

        string Collect()
        {
            calls++;
            recorder.Collector.TryCollect(hostile!);
            return "text";
        }
    }

    [Fact]
    public async Task ATextOf10MBIsCutWhereverItStands()
    {
        var text = new string('x', 10_000_000);
        var values = new Dictionary<string, object?> { ["Value"] = text, [text] = 1 };
        await using var recorder = new Recorder();
        recorder.Collector.TryCollect(New(text) with { Description = text, SourceComponent = text, CorrelationId = text, Tags = [text], Data = values, Metadata = values });

        var e = Assert.Single(await recorder.EventsAsync());

        foreach (var marked in (string[])[e.Title, e.Description, e.CorrelationId!, e.Tags.Single(), (string)e.Data["Value"]!, (string)e.Metadata["Value"]!, e.Data.Keys.Last()])
            Assert.EndsWith("[cut, 10000000 characters]", marked);
        Assert.True((long)Stored.Scalar(recorder.Database, "SELECT length(title) + length(description) + length(data) + length(metadata) + length(tags) + length(source_component) FROM events")! < 1_000_000);
    }

    [Fact]
    public async Task TextsThatNoClientCanReadAreReplaced()
    {
        await using var recorder = new Recorder();
        recorder.Collector.TryCollect(New("a\0\uD800b") with
        {
            Description = "a\0b",
            SourceComponent = "a\0b",
            CorrelationId = "a\0b",
            Tags = ["a\uD800b", "", null!, "a\uD800b"],
        });

        var e = Assert.Single(await recorder.EventsAsync());

        Assert.Equal(("a\u2400\uFFFDb", "a\u2400b", "a_b", "a\u2400b"), (e.Title, e.Description, e.SourceComponent, e.CorrelationId));
        Assert.Equal(["a\uFFFDb"], e.Tags);
        Stored.IsValid(recorder.Database);
    }

    [Fact]
    public async Task ADurationAndATimeBeyondTheRangeBecomeTheNearest()
    {
        await using var recorder = new Recorder();
        recorder.Collector.TryCollect(New("hostile") with { Timestamp = DateTimeOffset.MaxValue, Duration = TimeSpan.MaxValue });
        recorder.Collector.TryCollect(New("hostile") with { Timestamp = DateTimeOffset.MinValue, Duration = TimeSpan.MinValue });

        var events = await recorder.EventsAsync();

        Assert.Equal([2262, 1677], events.Select(e => e.Timestamp.Year));
        Assert.Equal([292, -292], events.Select(e => (int)(e.Duration!.Value.TotalDays / 365.25)));
    }

    private static Event New(string title) => new() { System = new("shop"), Type = new("order.placed"), Title = title };

    private sealed class Calls(Func<string> toString)
    {
        public override string ToString() => toString();
    }

    private sealed class ThrowingTags : IReadOnlyList<string>
    {
        public string this[int index] => throw new InvalidOperationException("tags");

        public int Count => throw new InvalidOperationException("tags");

        public IEnumerator<string> GetEnumerator() => throw new InvalidOperationException("tags");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class ThrowsAtTheSecond : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public KeyValuePair<string, object?> this[int index] => throw new NotSupportedException();

        public int Count => 2;

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return new("first", 1);
            throw new InvalidOperationException("midway");
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
