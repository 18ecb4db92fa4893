using Otel.EventSink;

namespace Otel.EventSink.Samples.Tests;

public sealed class QuickStartTests : IDisposable
{
    private readonly SampleRun _run = new();

    [Fact]
    public async Task OneCorrelationJoinsServerSpanClientSpanAndLogLines()
    {
        var output = await _run.OfAsync("QuickStart");
        Assert.Contains("The order that failed, as one trace", output);
        Assert.Contains(_run.Database, output);

        await using var collector = EventCollector.Open(_run.Database);
        var error = await collector.Query().Type(EventType.ErrorOccurred).FirstOrDefaultAsync();
        Assert.NotNull(error);
        Assert.Contains("InvalidOperationException", error.Description);

        var trace = await collector.Query().CorrelationId(error.CorrelationId!).ToListAsync();
        Assert.Contains(trace, e => e.Kind == EventKind.Span && e.SourceComponent == "Microsoft.AspNetCore");
        Assert.Contains(trace, e => e.Kind == EventKind.Span && e.SourceComponent == "System.Net.Http");
        Assert.Contains(trace, e => e.Kind == EventKind.Span && e.SourceComponent == "QuickStart.Shop");
        Assert.Contains(trace, e => e.Kind == EventKind.Log && e.SourceComponent == "QuickStart.Orders");
        Assert.Contains(trace, e => e.Kind == EventKind.Log && e.SourceComponent == "Microsoft.AspNetCore.Hosting.Diagnostics");
        Assert.All(trace.Where(e => e.Kind == EventKind.Span), e => Assert.True(e.Duration > TimeSpan.Zero));
    }

    [Fact]
    public async Task WhatItPrintsComesFromTheStore()
    {
        var output = await _run.OfAsync("QuickStart");
        await using var collector = EventCollector.Open(_run.Database);
        Assert.Contains($"{await collector.Query().CountAsync()} events", output);
    }

    public void Dispose() => _run.Dispose();
}
