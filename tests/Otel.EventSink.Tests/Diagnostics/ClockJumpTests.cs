using Microsoft.Extensions.Logging;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>Clocks that jump by years lose no event, and no order.</summary>
public class ClockJumpTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Years = TimeSpan.FromDays(3_650);
    private readonly JumpingClock _clock = new(Start);

    [Fact]
    public async Task TheOrderIsThatOfArrival()
    {
        await using var recorder = new Recorder(o => o.TimeProvider = _clock);
        // So that all of them wait and become one batch, errors in their own lane.
        using (var database = new Database(recorder.Database))
        {
            database.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < 200; i++)
            {
                _clock.JumpTo(i % 3 == 0 ? Start : i % 3 == 1 ? Start + Years : Start - Years);
                if (i % 20 == 7)
                    recorder.Collector.TryCollect(new Event { System = new("s"), Type = new("t"), Severity = Severity.Error, Title = $"{i}" });
                else
                    recorder.Logger.Log(i % 4 == 1 ? LogLevel.Critical : LogLevel.Information, "{I}", i);
            }

            database.Execute("COMMIT");
        }

        var events = await recorder.EventsAsync();
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), events.Select(e => e.Description.Length > 0 ? e.Description : e.Title));
        Assert.Equal(3, events.Select(e => e.Timestamp.Year).Distinct().Count());
    }

    [Fact]
    public async Task WhatIsLiveComesInTheOrderOfArrival()
    {
        await using var recorder = new Recorder(o => o.TimeProvider = _clock);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var subscription = recorder.Collector.Subscribe((e, _) =>
        {
            seen.Enqueue(e.Description);
            return default;
        });
        for (var i = 0; i < 30; i++)
        {
            _clock.JumpTo(Start + (i % 2 == 0 ? Years : -Years));
            recorder.Logger.LogInformation("{I}", i);
            if (i % 10 == 0)
                await recorder.Collector.FlushAsync();
        }

        await recorder.Collector.FlushAsync();
        Eventually.True(() => seen.Count == 30);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}"), seen);
    }

    [Fact]
    public async Task AJumpForwardDeletesNothing()
    {
        using var folder = new TempFolder();
        var failures = new System.Collections.Concurrent.ConcurrentQueue<EventSinkFailure>();
        await using var collector = Open(folder.Database, failures);
        await collector.CollectAsync([Make("old", Start - TimeSpan.FromDays(29.99)), Make("new", Start)]);
        _clock.JumpTo(Start + Years);
        // The schedule goes on by the time that has passed: what that makes too old is deleted.
        Eventually.True(() =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return collector.Query().CountAsync().AsTask().Result == 1;
        });
        Assert.Equal("new", (await collector.Query().FirstOrDefaultAsync())!.Title);
        var failure = Assert.Single(failures);
        Assert.StartsWith("The clock says 2036-02-2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("which is 3,650 days ahead of", failure.Message, StringComparison.Ordinal);

        // Who asks for it gets it.
        Assert.Equal(1, await collector.RetainAsync(TimeSpan.FromDays(30), maxBytes: null));
    }

    [Fact]
    public async Task AClockThatIsWrongAtTheStartDeletesNothing()
    {
        using var folder = new TempFolder();
        await using (var before = Open(folder.Database, []))
            await before.CollectAsync(Make("new", Start));
        _clock.JumpTo(Start + Years);
        var failures = new System.Collections.Concurrent.ConcurrentQueue<EventSinkFailure>();
        await using var collector = Open(folder.Database, failures);
        Eventually.True(() => !failures.IsEmpty);
        Assert.Equal(1, await collector.Query().CountAsync());
    }

    [Fact]
    public void AClockIsBelievedWhenItStaysForADay()
    {
        var clock = new TrustedClock(_clock, known: null);
        _clock.JumpTo(Start + Years);
        Assert.Equal((Start, Years), (clock.Now(), clock.Ahead));
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal((Start.AddHours(23), Years), (clock.Now(), clock.Ahead));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((Start.AddDays(1) + Years, TimeSpan.Zero), (clock.Now(), clock.Ahead));
    }

    [Fact]
    public void ADayBetweenTwoLooksIsNoDayOfDoubt()
    {
        var clock = new TrustedClock(_clock, known: null);
        _clock.Advance(TimeSpan.FromDays(3));
        _clock.JumpTo(_clock.GetUtcNow() + Years);
        Assert.Equal(Start.AddDays(3), clock.Now());
    }

    [Fact]
    public void AClockThatIsSetRightIsBelievedAtOnce()
    {
        var clock = new TrustedClock(_clock, known: null);
        _clock.JumpTo(Start + Years);
        clock.Now();
        _clock.JumpTo(Start.AddHours(1));
        Assert.Equal((Start.AddHours(1), TimeSpan.Zero), (clock.Now(), clock.Ahead));
        // A year back deletes less: believed. The way forward again is doubted.
        _clock.JumpTo(Start - Years);
        Assert.Equal(Start - Years, clock.Now());
        _clock.JumpTo(Start);
        Assert.Equal((Start - Years, Years), (clock.Now(), clock.Ahead));
    }

    [Fact]
    public void SyncsGoByTheTimeThatPasses()
    {
        var schedule = new SyncSchedule(new EventSinkOptions { TimeProvider = _clock, SyncInterval = TimeSpan.FromSeconds(1) });
        schedule.Note(synced: true);
        schedule.Note(synced: false);
        foreach (var jump in (TimeSpan[])[Years, -Years])
        {
            _clock.JumpTo(Start + jump);
            Assert.Equal((false, TimeSpan.FromSeconds(1)), (schedule.IsDue, schedule.UntilNext));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(schedule.IsDue);
    }

    private EventCollector Open(string path, System.Collections.Concurrent.ConcurrentQueue<EventSinkFailure> failures) => EventCollector.Open(new EventSinkOptions
    {
        DatabasePath = path,
        TimeProvider = _clock,
        MaxAge = TimeSpan.FromDays(30),
        OnFailure = failures.Enqueue,
    });

    private static Event Make(string title, DateTimeOffset time) => new() { System = new("s"), Type = new("t"), Title = title, Timestamp = time };
}
