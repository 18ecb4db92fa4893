using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>Something that takes log calls and works them off on a thread of its own.</summary>
/// <param name="factory">Disposed with this.</param>
/// <param name="drain">Waits until all calls so far, whose number it is given, are worked off.</param>
internal sealed class LogTarget(string name, ILoggerFactory factory, Action<long> drain, params IDisposable[] owned) : IDisposable
{
    private readonly ILogger _log = factory.CreateLogger("Shop.Orders");
    private long _calls;

    public string Name => name;

    public void Generated(int count)
    {
        for (var i = 0; i < count; i++)
            LogCalls.WentOn(_log, i, "customer-0001", 7);
        _calls += count;
    }

    public void Plain(int count)
    {
        for (var i = 0; i < count; i++)
            LogCalls.WentOnPlainly(_log, i, "customer-0001", 7);
        _calls += count;
    }

    /// <summary>After this the queue is empty: the next burst fits.</summary>
    public void Drain() => drain(_calls);

    public void Dispose()
    {
        factory.Dispose();
        foreach (var each in owned)
            each.Dispose();
    }
}
