using System.Diagnostics;

namespace Otel.EventSink.Benchmarks.Interception;

/// <summary>What one would write by hand: an event before each call and one after it, with its duration.</summary>
internal sealed class TimedDecorator(ICalls inner, IEventCollector collector) : ICalls
{
    private static readonly SourceSystem System = new("benchmark");

    public int Plain(int value)
    {
        var (started, id) = Start("Plain");
        var result = inner.Plain(value);
        End("Plain", started, id);
        return result;
    }

    public async Task<int> DoneTask(int value)
    {
        var (started, id) = Start("DoneTask");
        var result = await inner.DoneTask(value).ConfigureAwait(false);
        End("DoneTask", started, id);
        return result;
    }

    public async ValueTask<int> DoneValueTask(int value)
    {
        var (started, id) = Start("DoneValueTask");
        var result = await inner.DoneValueTask(value).ConfigureAwait(false);
        End("DoneValueTask", started, id);
        return result;
    }

    public async Task<int> WaitingTask(int value)
    {
        var (started, id) = Start("WaitingTask");
        var result = await inner.WaitingTask(value).ConfigureAwait(false);
        End("WaitingTask", started, id);
        return result;
    }

    private (long, string) Start(string name)
    {
        var id = ActivityTraceId.CreateRandom().ToHexString();
        collector.TryCollect(new Event { System = System, Type = EventType.CallStarted, Title = name, SourceComponent = "ICalls", CorrelationId = id });
        return (Stopwatch.GetTimestamp(), id);
    }

    private void End(string name, long started, string id) => collector.TryCollect(new Event
    {
        System = System,
        Type = EventType.CallCompleted,
        Title = name,
        SourceComponent = "ICalls",
        CorrelationId = id,
        Duration = Stopwatch.GetElapsedTime(started),
    });
}
