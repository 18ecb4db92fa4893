using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Capture;

/// <summary>Makes an event of every log record that the host's filters let through. Filters know it by the alias <c>EventSink</c>.</summary>
[ProviderAlias("EventSink")]
internal sealed class EventSinkLoggerProvider(EventCollector collector) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, EventSinkLogger> _loggers = new(StringComparer.Ordinal);

    public IExternalScopeProvider? ScopeProvider { get; private set; }

    /// <summary>Bound once: to find the generic method of an interface takes longer than to go through what is mostly no scope.</summary>
    public Action<Action<object?, LogCapture>, LogCapture>? ForEachScope { get; private set; }

    public ILogger CreateLogger(string categoryName)
    {
        collector.LogsAreCaptured = true;
        return _loggers.GetOrAdd(categoryName, static (name, self) => new EventSinkLogger(name, self, self.Collector), this);
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider)
    {
        ScopeProvider = scopeProvider;
        ForEachScope = scopeProvider.ForEachScope;
    }

    /// <summary>The collector belongs to whoever opened it, and logs what is said after this too.</summary>
    public void Dispose()
    {
    }

    private EventCollector Collector => collector;
}
