using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>A real host with the recorder on a database of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HostApplicationBuilder _builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "test-host" });
    private IHost? _host;

    public TestHost(params (string Key, string? Value)[] settings)
    {
        _builder.Logging.ClearProviders();
        _builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        Services.AddCentralEventLogging(o => o.DatabasePath = Database);
    }

    public string Database => _folder.Database;

    public IServiceCollection Services => _builder.Services;

    public IHost Running => _host ?? throw new InvalidOperationException("Start it first.");

    public EventCollector Collector => Running.Services.GetRequiredService<EventCollector>();

    public ILogger Log(string category = "Shop") => Running.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    public async Task<TestHost> StartAsync()
    {
        _host = _builder.Build();
        await _host.StartAsync();
        return this;
    }

    /// <summary>What is stored, oldest first, without what the framework has to say.</summary>
    public async Task<IReadOnlyList<Event>> ReadAsync()
    {
        await Collector.FlushAsync();
        return await ReadAsync(Collector);
    }

    /// <summary>What another program would see at this moment.</summary>
    public async Task<IReadOnlyList<Event>> ReadFromOutsideAsync()
    {
        await using var other = EventCollector.Open(Database);
        return await ReadAsync(other);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
            await host.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<IReadOnlyList<Event>> ReadAsync(EventCollector collector)
    {
        var events = await collector.Query().OrderBy(EventField.Timestamp, descending: false).ToListAsync();
        return [.. events.Where(e => e.SourceComponent?.StartsWith("Microsoft.", StringComparison.Ordinal) != true)];
    }
}
