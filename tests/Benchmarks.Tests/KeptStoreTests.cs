using System.Text.Json;

namespace Otel.EventSink.Benchmarks.Tests;

/// <summary>Databases that the user names stay, and can be looked at.</summary>
public sealed class KeptStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventsink-bench-tests-").FullName;

    [Fact]
    public async Task WhatIngestStoresIsAnEventStore()
    {
        var path = Path.Combine(_folder, "events.db");
        (await BenchmarkProgram.RunAsync("ingest", "--events", "1000", "--db", path)).Line();
        var again = (await BenchmarkProgram.RunAsync("ingest", "--events", "500", "--db", path)).Line();
        Assert.Equal(0, again.GetProperty("lost").GetInt64());
        await using var collector = EventCollector.Open(path);
        Assert.Equal(1_500, await collector.Query().CountAsync());
        Assert.Equal(15, await collector.Query().MinSeverity(Severity.Error).CountAsync());
    }

    [Fact]
    public async Task AStoreIsAskedAgainAndComparedWithAnEarlierLine()
    {
        var earlier = Path.Combine(_folder, "earlier.json");
        var first = await BenchmarkProgram.RunAsync("query", "--events", "500", "--db", _folder, "--no-reference");
        Assert.All(first.Line().GetProperty("questions").EnumerateArray(), q => Assert.Equal(JsonValueKind.Null, q.GetProperty("reference_ms").ValueKind));
        await File.WriteAllTextAsync(earlier, first.Output);

        var second = (await BenchmarkProgram.RunAsync("query", "--db", _folder, "--compare", earlier)).Line();
        Assert.Equal(500, second.GetProperty("events").GetInt32());
        Assert.All(second.GetProperty("questions").EnumerateArray(), q =>
        {
            Assert.Equal(JsonValueKind.Number, q.GetProperty("reference_ms").ValueKind);
            Assert.Equal(JsonValueKind.Number, q.GetProperty("times_slower_than_earlier").ValueKind);
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
