using Otel.EventSink.Query;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Tests;

public sealed class CandidateTests : IAsyncLifetime
{
    private readonly Recorder _recorder = new();

    [Theory]
    [InlineData(new long[] { 9, 2, 8, 3 }, null, "8, 2")]
    [InlineData(new long[] { 4, 5, 99 }, null, "4")]
    [InlineData(new long[] { 2, 3 }, 7L, "10, 8, 2")]
    [InlineData(new long[0], null, "")]
    public void TheWholeFilterIsAppliedToCandidates(long[] sequences, long? andFrom, string expected)
    {
        var filter = new EventFilter.Systems([new("even")]);

        Assert.Equal(expected, Read(filter, new Candidates(sequences, andFrom)));
    }

    public async ValueTask InitializeAsync() => await _recorder.Collector.CollectAsync([.. Enumerable.Range(1, 10).Select(i => new Event
    {
        Title = $"{i}",
        System = new(i % 2 == 0 ? "even" : "odd"),
        Type = new("t"),
        Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(i),
    })]);

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();

    private string Read(EventFilter filter, Candidates candidates)
    {
        using var reader = new SqliteReader(_recorder.Database);
        var selection = new EventSelection(filter, EventField.Timestamp, true, 100, 0, null);
        var found = SortedSearch.Find(reader, selection, NameFilter.Of(reader, filter, default), candidates, default);
        return string.Join(", ", EventFetch.Read(reader, found, default).Select(e => e.Title));
    }
}
