using System.Globalization;
using Otel.EventSink.Soak.Replay;
using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// What is recorded for <see cref="PowerCuts"/>: producers store batches of all sizes, and say so; old events are deleted, which
/// also has the log start anew; in the middle the file is closed and opened again.
/// </summary>
internal sealed class PowerCutLoad(EventCollector collector, PowerCutVariant variant, Random random, long[] numbers)
{
    public const string Name = "power-cut-load";

    /// <summary>So many bytes of text that the log starts anew by its length.</summary>
    private const int LongText = 24 << 10;

    private static readonly TimeSpan[] Parts = [TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(0.5)];
    private readonly Lock _lock = new();
    private volatile bool _stopping;

    /// <param name="arguments">The folder, which is new; where the record goes; which variant; where the random numbers start.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (folder, variant) = (arguments[0], Enum.Parse<PowerCutVariant>(arguments[2]));
        var random = new Random(int.Parse(arguments[3], CultureInfo.InvariantCulture));
        ShimControl.Watch(folder);
        ShimControl.Record(arguments[1]);
        using var clock = new Timer(_ => ShimControl.Mark(MarkKind.Tick, 0), null, 0, Promised.TickMilliseconds);
        var numbers = new long[NumberedEvents.Producers];
        foreach (var time in Parts)
        {
            await using var collector = EventCollector.Open(Path.Combine(folder, NumberedEvents.Database));
            await new PowerCutLoad(collector, variant, random, numbers).RunAsync(time);
        }

        ShimControl.Record(null);
        return 0;
    }

    private async Task RunAsync(TimeSpan time)
    {
        var running = Enumerable.Range(0, NumberedEvents.Producers).Select(p => Task.Run(() => ProduceAsync(p))).Append(Task.Run(DeleteAsync)).ToList();
        await Task.Delay(time);
        _stopping = true;
        await Task.WhenAll(running);
    }

    private async Task ProduceAsync(int producer)
    {
        var textLength = variant == PowerCutVariant.Long ? LongText : 0;
        while (!_stopping)
        {
            // The last one stores errors one by one: they have a lane of their own, and only so an order.
            var count = producer == NumberedEvents.OfErrors ? 1 : Next(10) == 0 ? Next(300) + 1 : Next(8) + 1;
            var events = Enumerable.Range(0, count).Select(_ => NumberedEvents.New(producer, ++numbers[producer], textLength)).ToList();
            await collector.CollectAsync(events);
            ShimControl.Mark(MarkKind.Committed, producer, numbers[producer]);
            if (Next(40) == 0)
            {
                await collector.FlushAsync(Durability.Synced);
                ShimControl.Mark(MarkKind.Synced, producer, numbers[producer]);
            }

            if (Next(3) > 0)
                await Task.Delay(Next(variant == PowerCutVariant.Long ? 4 : 20));
        }
    }

    /// <summary>Deletes nothing, or some: in either case the log is moved to its end.</summary>
    private async Task DeleteAsync()
    {
        while (!_stopping && variant != PowerCutVariant.Long)
        {
            await Task.Delay(50 + Next(200));
            var below = variant == PowerCutVariant.Deleting ? Next((int)numbers.Min() + 1) : 1L;
            ShimControl.Mark(MarkKind.Deleting, below);
            await collector.DeleteBeforeAsync(NumberedEvents.TimeOf(below));
        }
    }

    private int Next(int end)
    {
        lock (_lock)
            return random.Next(end);
    }
}

internal enum PowerCutVariant
{
    /// <summary>The log starts anew often, because it is moved to its end often.</summary>
    Short,

    /// <summary>And what is old is deleted.</summary>
    Deleting,

    /// <summary>The log starts anew by its length.</summary>
    Long,
}
