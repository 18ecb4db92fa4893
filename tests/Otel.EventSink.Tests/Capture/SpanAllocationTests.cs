using System.Diagnostics;

namespace Otel.EventSink.Tests;

/// <summary>P2: what a span costs its caller beyond the span itself is no garbage.</summary>
public class SpanAllocationTests
{
    [Fact]
    public async Task CapturingASpanAllocatesNothing()
    {
        await using var recorder = new Recorder();
        var spans = Enumerable.Range(0, 1_000).Select(i => new Activity("order.place").SetIdFormat(ActivityIdFormat.W3C).SetTag("order", "a").Start()).ToArray();
        Array.ForEach(spans, s => s.Stop());
        var least = long.MaxValue;
        // Until as many records as one round needs have been made and have come back.
        for (var round = 0; round < 50 && least != 0; round++)
        {
            await recorder.Collector.FlushAsync();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var span in spans)
                recorder.Collector.CollectSpan(span, recorder.Collector.Resource);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // A bundle may have to be made; a record for each span would be 56,000 bytes.
        Assert.InRange(least, 0, 1_000);
    }
}
