using Microsoft.Extensions.Time.Testing;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Text;

namespace Otel.EventSink.Tests;

public class TextIndexScheduleTests
{
    private const string Windows = "SELECT count(*) FROM text_window";

    [Fact]
    public async Task TextsAreIndexedOnceTheWriterIsIdle()
    {
        var time = new FakeTimeProvider();
        await using var recorder = new Recorder(o => o.TimeProvider = time);
        await CollectAsync(recorder.Collector, TextIndexSchedule.Worthwhile);
        using var database = new Database(recorder.Database);

        Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return database.Number(Windows) == 1;
        });

        Assert.Equal(TextIndexSchedule.Worthwhile + 1, database.Number("SELECT end FROM text_window"));
        Assert.Equal(TextIndexSchedule.Worthwhile, await recorder.Collector.Query().Search("needle").CountAsync());
        Assert.Empty(recorder.Failures);
    }

    [Fact]
    public async Task WhatWasStoredBeforeIsIndexedWhenTheStoreIsOpened()
    {
        var time = new FakeTimeProvider();
        using var folder = new TempFolder();
        await using (var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, TextIndex = false }))
            await CollectAsync(collector, TextIndexSchedule.Worthwhile);
        await using var opened = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, TimeProvider = time });
        using var database = new Database(folder.Database);

        Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return database.Number(Windows) == 1;
        });
    }

    [Fact]
    public async Task NothingRunsUntilItIsWorthwhileNorAfterwards()
    {
        using var folder = new TempFolder();
        var options = new EventSinkOptions { DatabasePath = folder.Database, TimeProvider = new FakeTimeProvider(), TextIndex = false };
        await using var collector = EventCollector.Open(options);
        await CollectAsync(collector, TextIndexSchedule.Worthwhile);
        using var schedule = new TextIndexSchedule(folder.Database, new LogMover(folder.Database), new(options), TimeProvider.System);
        Assert.False(schedule.IsRunning);
        schedule.Note(TextIndexSchedule.Worthwhile - 1);
        Assert.False(schedule.IsRunning);
        schedule.Note(TextIndexSchedule.Worthwhile + 1);
        Assert.True(schedule.IsRunning);

        Eventually.True(() => !schedule.IsRunning);

        using var database = new Database(folder.Database);
        Assert.Equal(1, database.Number(Windows));
        schedule.Note(TextIndexSchedule.Worthwhile + 2);
        Assert.False(schedule.IsRunning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheIndexCanBeSwitchedOff(bool isOn)
    {
        var time = new TimerCount();
        await using var recorder = new Recorder(o => (o.TimeProvider, o.TextIndex) = (time, isOn));
        await CollectAsync(recorder.Collector, TextIndexSchedule.Worthwhile);
        if (isOn)
            Eventually.True(() => time.Timers == 1);
        await recorder.Collector.DisposeAsync();

        Assert.Equal(isOn ? 1 : 0, time.Timers);
    }

    [Theory]
    [InlineData(8_191, 0, 0, false)]
    [InlineData(8_192, 0, 500, true)]
    [InlineData(65_535, 0, 501, false)]
    [InlineData(65_536, 0, 6_500, true)]
    [InlineData(65_536, 65_536, 0, false)]
    [InlineData(32 * 65_536, 0, 6_501, false)]
    [InlineData(33 * 65_536, 0, 6_501, true)]
    [InlineData(40 * 65_536, 10 * 65_536, 100_000, false)]
    public void TheBusierTheWriterTheMoreMayWait(long next, long indexed, long recent, bool isDue) =>
        Assert.Equal(isDue, TextIndexSchedule.IsDue(new TextPosition(next, indexed), recent));

    [Fact]
    public async Task AFailureIsToldAndHarmsNothing()
    {
        var time = new FakeTimeProvider();
        await using var recorder = new Recorder(o => o.TimeProvider = time);
        using (var database = new Database(recorder.Database))
            database.Execute("CREATE TRIGGER broken BEFORE INSERT ON text_part BEGIN SELECT RAISE(ABORT, 'no room'); END");
        await CollectAsync(recorder.Collector, TextIndexSchedule.Worthwhile);

        Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return !recorder.Failures.IsEmpty;
        });

        var failure = recorder.Failures.First();
        Assert.Equal("text index", failure.Operation);
        Assert.Contains("no room", failure.Message);
        Assert.Equal(TextIndexSchedule.Worthwhile, await recorder.Collector.Query().Search("needle").CountAsync());
        using (var database = new Database(recorder.Database))
            database.Execute("DROP TRIGGER broken");
        Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            using var database = new Database(recorder.Database);
            return database.Number(Windows) == 1;
        });
    }

    [Fact]
    public async Task SeveralIndexersMakeOneIndex()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, TextIndex = false });
        await CollectAsync(collector, TextWindow.Size + 1_000);

        var indexing = Enumerable.Range(0, 3).Select(_ => new OnThread<bool>(() =>
        {
            TextIndexSchedule.CatchUp(folder.Database, default);
            return true;
        })).ToList();

        Assert.All(indexing, i => Assert.True(i.Result));
        using var database = new Database(folder.Database);
        Assert.Equal(2, database.Number(Windows));
        Assert.Equal(TextWindow.Size + 1_000, await collector.Query().Search("needle").CountAsync());
        Assert.Equal(11, await collector.Query().Search("needle 6553").CountAsync());
        Assert.Equal(["needle 66534"], (await collector.Query().Search("LE 66534").ToListAsync()).Select(e => e.Title));
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
    }

    private static ValueTask CollectAsync(EventCollector collector, int count) =>
        collector.CollectAsync([.. Enumerable.Range(0, count).Select(i => new Event { System = new("s"), Type = new("t"), Title = $"needle {i}" })]);

    /// <summary>Counts waits of a second, which are the indexer's.</summary>
    private sealed class TimerCount : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == TimeSpan.FromSeconds(1))
                Interlocked.Increment(ref _timers);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
