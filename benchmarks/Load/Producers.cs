using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Benchmarks.Load;

/// <summary>Threads that log flat out: twenty categories, eight events to a trace.</summary>
internal sealed class Producers(ILoggerFactory factory)
{
    private readonly ILogger[] _loggers = [.. Enumerable.Range(0, 20).Select(i => factory.CreateLogger($"Shop.Orders.Component{i:00}"))];

    /// <summary>Logs that many events; returns when the last call has returned.</summary>
    public void Run(int events, int threads = 2)
    {
        var running = new Thread[threads];
        var each = events / threads;
        for (var i = 0; i < threads; i++)
        {
            var from = i * each;
            var count = i == threads - 1 ? events - from : each;
            running[i] = new Thread(() => Log(from, count)) { Name = "Producer" };
        }

        foreach (var thread in running)
            thread.Start();
        foreach (var thread in running)
            thread.Join();
    }

    public void Log(int from, int count)
    {
        Activity? request = null;
        for (var i = from; i < from + count; i++)
        {
            if ((i - from) % 8 == 0)
            {
                request?.Stop();
                request = new Activity("request").Start();
            }

            ShopLog.Write(_loggers[i % _loggers.Length], i);
        }

        request?.Stop();
    }

    /// <summary>The calls alone, on this thread and without traces around them: what a call costs its caller.</summary>
    public void Burst(int count)
    {
        for (var i = 0; i < count; i++)
            ShopLog.Write(_loggers[0], i);
    }
}
