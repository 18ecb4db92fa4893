using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

[Collection(ActivityCollection.Name)]
public class LogMetadataTests
{
    [Fact]
    public async Task MetadataSaysWhereARecordCameFrom()
    {
        var thread = Environment.CurrentManagedThreadId;

        var e = await Recorder.LogAsync(logger => logger.LogInformation(new EventId(42, "OrderPlaced"), "Order {Id}", 1));

        Assert.Equal(Recorder.Category, e.SourceComponent);
        Assert.Equal("shop", e.System.Name);
        Assert.Equal(Recorder.Category, e.Metadata["category"]);
        Assert.Equal("Order {Id}", e.Metadata["{OriginalFormat}"]);
        Assert.Equal(42L, e.Metadata["event_id"]);
        Assert.Equal("OrderPlaced", e.Metadata["event_name"]);
        Assert.Equal((long)thread, e.Metadata["thread"]);
        var resource = (IReadOnlyDictionary<string, object?>)e.Metadata["resource"]!;
        Assert.Equal(("shop", (long)Environment.ProcessId), (resource["service.name"], resource["process.pid"]));
    }

    [Fact]
    public async Task WhatIsNotThereHasNoKey()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation("said"));

        Assert.Equal(["category", "resource", "thread", "{OriginalFormat}"], e.Metadata.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MetadataIsTheSameOnceTheCallSiteIsShared()
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 3; i++)
            recorder.Logger.LogInformation(new EventId(42, "OrderPlaced"), "Order {Id}", 1);

        var events = await recorder.EventsAsync();

        Assert.Equal(1L, Stored.Scalar(recorder.Database, "SELECT count(*) FROM origin"));
        foreach (var e in events)
        {
            Assert.Equal("Order {Id}", e.Title);
            Assert.Equal(events[0].Metadata.OrderBy(m => m.Key).Select(m => m.Key), e.Metadata.OrderBy(m => m.Key).Select(m => m.Key));
            Assert.Equal("OrderPlaced", e.Metadata["event_name"]);
        }
    }

    [Fact]
    public async Task ScopesStandOutermostFirst()
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope("checkout"))
        using (recorder.Logger.BeginScope(new Dictionary<string, object?> { ["user"] = "ada", ["age"] = 36 }))
        using (recorder.Logger.BeginScope("step {Step}", 3))
            recorder.Logger.LogInformation("said");

        var scopes = (IReadOnlyList<object?>)Assert.Single(await recorder.EventsAsync()).Metadata["scopes"]!;

        Assert.Equal("checkout", scopes[0]);
        var second = (IReadOnlyDictionary<string, object?>)scopes[1]!;
        Assert.Equal(("ada", 36L), (second["user"], second["age"]));
        Assert.Equal(3L, ((IReadOnlyDictionary<string, object?>)scopes[2]!)["Step"]);
        Assert.Equal(3, scopes.Count);
    }

    [Fact]
    public async Task AScopeWithoutPairsIsItsText()
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope<object>(new Version(1, 2)))
            recorder.Logger.LogInformation("said");

        Assert.Equal(["1.2"], (IReadOnlyList<object?>)Assert.Single(await recorder.EventsAsync()).Metadata["scopes"]!);
    }

    [Fact]
    public async Task ScopesCanBeLeftOut()
    {
        await using var recorder = new Recorder(o => o.IncludeScopes = false);
        using (recorder.Logger.BeginScope("checkout"))
            recorder.Logger.LogInformation("said");

        Assert.False(Assert.Single(await recorder.EventsAsync()).Metadata.ContainsKey("scopes"));
    }

    [Fact]
    public async Task TheFactorysOwnScopeOnlyRepeatsWhatTheEventHas()
    {
        await using var recorder = new Recorder(tracking: ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        var seen = new List<string>();
        recorder.Factory.AddProvider(new ScopeNames(seen));
        using var activity = new Activity("request").Start();
        recorder.Factory.CreateLogger("Other").LogInformation("said");

        Assert.Equal(["ActivityLogScope"], seen);
        Assert.False(Assert.Single(await recorder.EventsAsync()).Metadata.ContainsKey("scopes"));
    }

    /// <summary>Shows that the factory does push that scope, by the name that is looked for.</summary>
    private sealed class ScopeNames(List<string> seen) : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _scopes!.ForEachScope((scope, names) => names.Add(scope!.GetType().Name), seen);

        public void Dispose()
        {
        }
    }
}
