using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

public class BareContainerTests
{
    private static readonly ActivitySource Source = new("Bare");

    [Fact]
    public async Task AServiceCollectionWithoutAHostIsEnough()
    {
        using var folder = new TempFolder();
        await using (var provider = Build(folder))
        {
            var log = provider.GetRequiredService<ILogger<BareContainerTests>>();
            using var span = Source.StartActivity("work");
            log.LogInformation("Working");
        }

        var events = await ReadAsync(folder);
        Assert.Equal(["Working", "work"], events.Select(e => e.Title).Order(StringComparer.Ordinal));
        Assert.Single(events.Select(e => e.CorrelationId).Distinct());
    }

    [Fact]
    public async Task DisposingSynchronouslyStoresWhatWaits()
    {
        using var folder = new TempFolder();
        using (var provider = Build(folder))
        {
            var log = provider.GetRequiredService<ILogger<BareContainerTests>>();
            for (var i = 0; i < 5_000; i++)
                log.LogInformation("Waiting {Number}", i);
        }

        Assert.Equal(5_000, (await ReadAsync(folder)).Count);
    }

    [Fact]
    public async Task AServiceThatSpeaksWhileItIsDisposedIsHeard()
    {
        using var folder = new TempFolder();
        using (var provider = Build(folder))
            _ = provider.GetRequiredService<LastWords>();
        Assert.Equal("Goodbye", Assert.Single(await ReadAsync(folder)).Title);
    }

    private static ServiceProvider Build(TempFolder folder) => new ServiceCollection()
        .AddCentralEventLogging(o => o.DatabasePath = folder.Database)
        .AddSingleton<LastWords>()
        .BuildServiceProvider();

    private static async Task<IReadOnlyList<Event>> ReadAsync(TempFolder folder)
    {
        await using var collector = EventCollector.Open(folder.Database);
        return await collector.Query().Limit(10_000).ToListAsync();
    }

    private sealed class LastWords(ILogger<LastWords> log) : IDisposable
    {
        public void Dispose() => log.LogInformation("Goodbye");
    }
}
