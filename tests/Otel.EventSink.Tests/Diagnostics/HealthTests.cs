using Otel.EventSink.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class HealthTests
{
    private static HealthCheck CheckOf(Rig rig) => new(rig.Pipeline, rig.Store, new Live.LiveFeed(rig.Store, rig.Failures), rig.Failures, rig.Clock);

    private static CollectorStatus StatusOf(Rig rig) => CheckOf(rig).Check(isClosed: false).Status;

    [Fact]
    public async Task ACollectorThatWorksIsHealthyAndSaysWhatItDid()
    {
        using var rig = new Rig();
        for (var i = 0; i < 3; i++)
            rig.Add("the same");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        var health = CheckOf(rig).Check(isClosed: false);
        Assert.Equal((CollectorStatus.Healthy, true, "memory"), (health.Status, health.Running, health.DatabasePath));
        Assert.Equal((3, 3, 2), (health.Accepted, health.Stored, health.Duplicates));
        Assert.Equal((0, Rig.Capacity), (health.QueueDepth, health.QueueCapacity));
        Assert.Empty(health.Dropped);
        Assert.Null(health.LastError);
    }

    [Theory]
    [InlineData(nameof(StoreFailureKind.Busy), CollectorStatus.Degraded)]
    [InlineData(nameof(StoreFailureKind.Failing), CollectorStatus.Degraded)]
    [InlineData(nameof(StoreFailureKind.Damaged), CollectorStatus.Unhealthy)]
    public void AStoreThatDoesNotWorkShowsAndPasses(string kind, CollectorStatus expected)
    {
        using var rig = new Rig();
        rig.Store.Fail(Enum.Parse<StoreFailureKind>(kind));
        rig.Add("waiting");
        Eventually.True(() => StatusOf(rig) == expected);
        Eventually.True(() => CheckOf(rig).Check(isClosed: false).LastError?.Message == $"The store is {kind}.");
        Assert.Equal("append", rig.Failures.Last!.Operation);
        rig.Store.Heal();
        Eventually.True(() => StatusOf(rig) == CollectorStatus.Healthy);
    }

    [Theory]
    [InlineData(nameof(StoreFailureKind.Failing), CollectorStatus.Degraded)]
    [InlineData(nameof(StoreFailureKind.Damaged), CollectorStatus.Unhealthy)]
    public async Task AStoreThatCannotSyncShowsToo(string kind, CollectorStatus expected)
    {
        using var rig = new Rig();
        rig.Add("synced");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Synced));
        rig.Add("only committed");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        rig.Store.Fail(Enum.Parse<StoreFailureKind>(kind));
        var flush = rig.Pipeline.FlushAsync(Durability.Synced);
        Eventually.True(() => StatusOf(rig) == expected);
        Eventually.True(() => rig.Failures.Last?.Operation == "sync");
        rig.Drain();
        await Eventually.Completes(flush);
    }

    [Fact]
    public void AQueueThatIsNearlyFullIsDegraded()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        for (var i = 0; i < 57; i++)
            rig.Add($"{i}");
        Assert.Equal(CollectorStatus.Healthy, StatusOf(rig));
        rig.Add("58 of 64 are 90 percent");
        Assert.Equal(CollectorStatus.Degraded, StatusOf(rig));
    }

    [Fact]
    public void ADropIsRememberedForAMinute()
    {
        using var rig = new Rig();
        var check = CheckOf(rig);
        rig.Pipeline.Refuse(Pipeline.DropReason.CaptureFailed);
        var health = check.Check(isClosed: false);
        Assert.Equal(CollectorStatus.Degraded, health.Status);
        Assert.Equal([new("capture_failed", 1L)], health.Dropped);
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(CollectorStatus.Degraded, check.Check(isClosed: false).Status);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        health = check.Check(isClosed: false);
        Assert.Equal(CollectorStatus.Healthy, health.Status);
        Assert.Equal(1, health.Dropped["capture_failed"]);
    }

    [Fact]
    public void WhatIsClosedIsUnhealthy()
    {
        using var rig = new Rig();
        Assert.Equal((CollectorStatus.Unhealthy, false), Of(CheckOf(rig).Check(isClosed: true)));
        rig.Pipeline.Dispose();
        Assert.Equal((CollectorStatus.Unhealthy, false), Of(CheckOf(rig).Check(isClosed: false)));
    }

    private static (CollectorStatus Status, bool Running) Of(CollectorHealth health) => (health.Status, health.Running);
}
