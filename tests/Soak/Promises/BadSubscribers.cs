using System.Diagnostics;
using Otel.EventSink.Live;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Subscribers that throw and that block, against one that does neither and against none: events are stored as fast, each has a queue that
/// does not grow, what it misses is counted.
/// </summary>
internal static class BadSubscribers
{
    private const int Events = 100_000;

    public static readonly Promise Promise = new("R13", "subscribers that throw or block slow nobody down", Small: 3, Whole: 25, RunAsync);

    private static async Task RunAsync(Run run)
    {
        var (bad, good, none) = (new List<double>(), new List<double>(), new List<double>());
        await RateAsync(run, "warm-up", Subscribe(1, static (_, _) => default));
        for (; run.Tried < run.Tries; run.Tried++)
        {
            // Within one try in turn: the machine's speed changes from one moment to the next.
            none.Add(await RateAsync(run, $"none-{run.Tried}", static _ => []));
            good.Add(await RateAsync(run, $"good-{run.Tried}", Subscribe(2, static (_, _) => default)));
            using var gate = new ManualResetEventSlim();
            bad.Add(await RateAsync(run, $"bad-{run.Tried}", collector =>
            [
                collector.Subscribe(static (_, _) => throw new InvalidOperationException("a bad subscriber")),
                collector.Subscribe((_, ct) =>
                {
                    WaitHandle.WaitAny([gate.WaitHandle, ct.WaitHandle]);
                    return default;
                }),
            ]));
            gate.Set();
        }

        var (toGood, toNone) = (Median(bad.Zip(good, (b, g) => b / g)), Median(bad.Zip(none, (b, n) => b / n)));
        run.Note = $"{toGood:p0} of the rate with subscribers that do neither, {toNone:p0} of the rate with none ({Median(none):n0} events/s)";
        // Promised are 95 %. Of a few tries on a machine that others use the median says little.
        Run.Check(run.Tries < 10 || toNone > 0.8, run.Note);
    }

    private static Func<EventCollector, IDisposable[]> Subscribe(int count, Func<Event, CancellationToken, ValueTask> code) =>
        collector => [.. Enumerable.Range(0, count).Select(_ => collector.Subscribe(code))];

    /// <summary>Events a second until all are committed.</summary>
    private static async Task<double> RateAsync(Run run, string name, Func<EventCollector, IDisposable[]> subscribe)
    {
        long shown = 0;
        var path = run.Path($"{name}.db");
        await using (var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path, TextIndex = false, OnFailure = _ => shown++ }))
        {
            var subscribers = subscribe(collector);
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, 2).Select(p => Task.Run(() => Collect(collector, p))));
            await collector.FlushAsync();
            var rate = Events / Stopwatch.GetElapsedTime(started).TotalSeconds;
            await CheckAsync(collector, shown);
            foreach (var subscriber in subscribers)
                subscriber.Dispose();
            run.Lost += Events - (await collector.CheckHealthAsync()).Stored;
            return rate;
        }
    }

    private static void Collect(EventCollector collector, int producer)
    {
        for (var i = 0; i < Events / 2; i++)
            collector.TryCollect(new Event { System = new("soak"), Type = new("soak.live"), Title = $"Event {i} of producer {producer}" });
    }

    /// <summary>The feed may be behind: once it has caught up, each has got, missed or has before it every event.</summary>
    private static async Task CheckAsync(EventCollector collector, long shown)
    {
        await Waiting.UntilAsync(
            async () => (await collector.CheckHealthAsync()).Subscribers.All(s => s.Delivered + s.Failed + s.Dropped + s.QueueDepth >= Events - 1),
            "every event is delivered, missed or waits");
        var health = await collector.CheckHealthAsync();
        Run.Check(health.Subscribers.All(s => s.QueueDepth <= Subscriber.QueueCapacity), "A subscriber's queue has grown beyond its limit.");
        Run.Check(shown <= health.Subscribers.Sum(s => s.Failed), $"{shown} failures were shown, there were {health.Subscribers.Sum(s => s.Failed)}.");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
