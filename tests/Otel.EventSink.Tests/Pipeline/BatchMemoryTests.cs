using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class BatchMemoryTests
{
    private readonly EventBatch _batch = new();

    [Fact]
    public void WhatABurstNeededIsGivenBackWhenTheBatchIsIdle()
    {
        Fill(events: 20_000, length: 200);
        Assert.False(_batch.HasSurplus);
        _batch.Clear();
        Assert.True(_batch.HasSurplus);
        _batch.Trim();
        Assert.False(_batch.HasSurplus);
        Assert.True(_batch.Space.Length < 1_000_000);
    }

    [Fact]
    public void ABatchInUseIsLeftAlone()
    {
        Fill(events: 20_000, length: 200);
        _batch.Trim();
        Assert.Equal(20_000, _batch.Count);
        Assert.Equal(200, _batch[_batch.Rows[19_999].Description].Length);
    }

    [Fact]
    public void WhatIsUsualIsKept()
    {
        Fill(events: 500, length: 400);
        _batch.Clear();
        Assert.False(_batch.HasSurplus);
    }

    [Fact]
    public void ABatchThatWasTrimmedIsAsGoodAsNew()
    {
        Fill(events: 20_000, length: 200);
        _batch.Clear();
        _batch.Trim();
        Fill(events: 3_000, length: 300);
        Assert.Equal(3_000, _batch.Count);
        Assert.All(_batch.Rows.ToArray(), row => Assert.Equal(300, row.Description.Length));
    }

    private void Fill(int events, int length)
    {
        for (var i = 0; i < events; i++)
        {
            var text = _batch.Text(new string('x', length), 1_000);
            _batch.Add().Description = text;
        }
    }
}
