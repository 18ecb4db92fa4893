using Otel.EventSink;

namespace Otel.EventSink.Tests;

public class KillTests
{
    [Fact]
    public async Task WhatWasCommittedSurvivesKill9()
    {
        using var folder = new TempFolder();
        using (var child = new Child("committed-then-wait", folder.Database))
        {
            child.WaitForLine("committed");
            child.Kill();
        }

        await using var collector = EventCollector.Open(folder.Database);
        Assert.Equal(1_000, await collector.Query().Type(new EventType("child.counted")).CountAsync());
    }
}
