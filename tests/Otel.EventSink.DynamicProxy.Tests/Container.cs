using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>A container with the recorder on a database of its own.</summary>
internal sealed class Container : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ServiceProvider? _provider;

    public Container(Action<EventSinkOptions>? configure = null) => Services.AddLogging(l => l.SetMinimumLevel(LogLevel.Information)).AddCentralEventLogging(o =>
    {
        o.DatabasePath = _folder.Database;
        configure?.Invoke(o);
    });

    public IServiceCollection Services { get; } = new ServiceCollection();

    public ServiceProvider Provider => _provider ??= Services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    public EventCollector Collector => Provider.GetRequiredService<EventCollector>();

    public async Task<IReadOnlyList<Event>> ReadAsync()
    {
        await Collector.FlushAsync();
        return [.. (await Collector.Query().ToListAsync()).OrderBy(e => e.Sequence)];
    }

    public async Task<IReadOnlyList<string>> TypesAsync() => [.. (await ReadAsync()).Select(e => e.Type.Name)];

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
            await _provider.DisposeAsync();
        _folder.Dispose();
    }
}
