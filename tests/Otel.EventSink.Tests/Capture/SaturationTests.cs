using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

/// <summary>R6: where not all can be kept, errors are, from every capture, whatever the queue does when it is full.</summary>
[Collection(ActivityCollection.Name)]
public class SaturationTests
{
    private const int OfEach = 30;

    [Theory]
    [InlineData(QueueFullMode.DropNewest)]
    [InlineData(QueueFullMode.DropOldest)]
    [InlineData(QueueFullMode.WaitWithTimeout)]
    public async Task ErrorsAreKeptWhereOthersAreDropped(QueueFullMode mode)
    {
        using var spans = new Spans();
        await using var recorder = new Recorder(o => (o.FullMode, o.QueueCapacity, o.FullTimeout) = (mode, EventSinkOptions.MinQueueCapacity, TimeSpan.FromMilliseconds(1)));
        using (var elsewhere = new Database(recorder.Database))
        {
            elsewhere.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < OfEach; i++)
            {
                for (var n = 0; n < 10; n++)
                    recorder.Logger.LogInformation("ordinary {Number}", n);
                recorder.Logger.LogError("error {Number}", i);
                recorder.Logger.LogCritical(new InvalidOperationException("critical"), "critical {Number}", i);
                Stop(recorder, spans, "failed by status", static a => a.SetStatus(ActivityStatusCode.Error));
                Stop(recorder, spans, "failed by tag", static a => a.SetTag("otel.status_code", "ERROR"));
                Stop(recorder, spans, "ordinary span", static _ => { });
            }
        }

        var kept = (await recorder.EventsAsync()).CountBy(e => e.Title).ToDictionary();
        Assert.All(["error {Number}", "critical {Number}", "failed by status", "failed by tag"], title => Assert.Equal(OfEach, kept.GetValueOrDefault(title)));
        var health = await recorder.Collector.CheckHealthAsync();
        Assert.True(health.Dropped.Values.Sum() > 0);
        Assert.Equal(health.Emitted, health.Stored + health.Dropped.Values.Sum());
    }

    private static void Stop(Recorder recorder, Spans spans, string name, Action<Activity> prepare)
    {
        using var activity = spans.Source.StartActivity(name)!;
        prepare(activity);
        activity.Stop();
        recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
    }
}
