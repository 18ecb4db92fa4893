using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Otel.EventSink.Docs.Tests.Seeding;

namespace Otel.EventSink.Docs.Tests;

/// <summary>What an example may ask for as a parameter. Each example has a stage, and a store, of its own.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventsink-docs-").FullName;
    private EventCollector? _events;

    private FakeTimeProvider Clock { get; } = new(Seed.Now);

    public async Task<object> SupplyAsync(Type type) => type switch
    {
        _ when type == typeof(IEventCollector) || type == typeof(EventCollector) => _events ??= await OpenAsync(),
        _ when type == typeof(EventSinkOptions) => new EventSinkOptions { DatabasePath = Database, TimeProvider = Clock, ServiceName = "shop" },
        _ when type == typeof(WebApplicationBuilder) => Builder(),
        _ when type == typeof(DirectoryInfo) => new DirectoryInfo(_folder),
        _ when type == typeof(TimeProvider) => Clock,
        _ when type == typeof(string[]) => Array.Empty<string>(),
        _ => throw new InvalidOperationException($"An example cannot ask for a {type.Name}: add it here."),
    };

    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
            await _events.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Database => Path.Combine(_folder, "events.db");

    private async Task<EventCollector> OpenAsync()
    {
        await Seed.CopyToAsync(Database);
        return EventCollector.Open(new EventSinkOptions { DatabasePath = Database, TimeProvider = Clock });
    }

    /// <summary>A host that writes into this stage's folder and prints nothing of its own.</summary>
    private WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("EventSink:DatabasePath", Database), new("EventSink:ServiceName", "shop"), new("urls", "http://127.0.0.1:0")]);
        builder.Logging.ClearProviders();
        builder.Services.Configure<EventSinkOptions>(options =>
        {
            options.TimeProvider = Clock;
            // Another example may have built a tracer in this process, which Auto would make way for.
            options.Spans = SpanCapture.Sampling;
        });
        return builder;
    }
}
