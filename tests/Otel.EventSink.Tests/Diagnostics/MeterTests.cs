using System.Diagnostics.Metrics;
using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Tests;

public class MeterTests
{
    [Fact]
    public async Task TheMeterReportsWhatBecameOfTheEvents()
    {
        using var rig = new Rig(QueueFullMode.DropNewest);
        using var meter = new SinkMeter(rig.Pipeline, rig.Failures);
        rig.Saturate();
        for (var i = 0; i < 5; i++)
            rig.Add("too many");
        Assert.Contains(Measure(), m => m.Matches("eventsink.queue.depth", Rig.Capacity));
        rig.Store.Unblock();
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        rig.Add("waiting 1");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        rig.Failures.Report("test", "one failure", null);

        // Collectors of other tests have a meter of that name too: ours is the one with these numbers.
        var all = Measure();
        Assert.Contains(all.GroupBy(m => m.Meter), ours =>
            ours.Any(m => m.Matches("eventsink.events.accepted", Rig.Capacity + 2))
            && ours.Any(m => m.Matches("eventsink.events.stored", Rig.Capacity + 2))
            && ours.Any(m => m.Matches("eventsink.events.duplicates", 1))
            && ours.Any(m => m.Matches("eventsink.events.dropped", 5, "queue_full"))
            && ours.Any(m => m.Matches("eventsink.events.dropped", 0, "store_failed"))
            && ours.Any(m => m.Matches("eventsink.queue.depth", 0))
            && ours.Any(m => m.Matches("eventsink.failures", 1)));
    }

    [Fact]
    public void AClosedMeterReportsNothing()
    {
        using var rig = new Rig();
        using (new SinkMeter(rig.Pipeline, rig.Failures))
            for (var i = 0; i < 1_234_567; i++)
                rig.Pipeline.Refuse(Pipeline.DropReason.CaptureFailed);
        Assert.DoesNotContain(Measure(), m => m.Value == 1_234_567);
    }

    private static List<Measured> Measure()
    {
        var all = new List<Measured>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Otel.EventSink")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => all.Add(new(i.Meter, i.Name, value, tags.Length == 1 ? tags[0].Value as string : null)));
        listener.SetMeasurementEventCallback<int>((i, value, _, _) => all.Add(new(i.Meter, i.Name, value, null)));
        listener.Start();
        listener.RecordObservableInstruments();
        return all;
    }

    private sealed record Measured(Meter Meter, string Name, long Value, string? Reason)
    {
        public bool Matches(string name, long value, string? reason = null) => (Name, Value, Reason) == (name, value, reason);
    }
}
