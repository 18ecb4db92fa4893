using Otel.EventSink.Storage.Text;

namespace Otel.EventSink.Tests;

public class PostingsTests
{
    [Fact]
    public void WhatIsWrittenIsRead() => Seeds.Each(300, seed =>
    {
        var random = new Random(seed);
        var first = random.Next(2);
        var end = random.Next(2) == 0 ? TextWindow.Size : random.Next(first, TextWindow.Size + 1);
        var share = Math.Pow(random.NextDouble(), 4);
        // In clusters as often as spread evenly.
        var cluster = random.Next(2) == 0 ? 0 : random.Next(1, 2_000);
        var offsets = Enumerable.Range(first, end - first).Where(o => (cluster == 0 || o / cluster % 7 == 0) && random.NextDouble() < share).Select(o => (ushort)o).ToArray();
        var written = new ByteWriter();
        Postings.Write(written, offsets, first, end);

        var read = new OffsetSet();
        Postings.Read(written.Span, read, new OffsetSet(), first, end);

        var found = new List<long>();
        read.AddDescendingTo(found, 1_000_000);
        Assert.Equal(offsets.Reverse().Select(o => 1_000_000L + o), found);
        Assert.Equal(offsets.Length, read.Count());
        Assert.InRange(written.Length, 1, 12_000);
    });
}
