using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>A store that is opened by the writer, while events come already.</summary>
public class OpeningTests
{
    private readonly EventSinkOptions _options = new() { OnFailure = _ => { }, FullMode = QueueFullMode.Wait };
    private readonly FakeStore _inner = new();

    private StoreSettings SettingsFor(string path) => new(path, new Failures(_options), TimeProvider.System);

    [Fact]
    public async Task EventsWaitUntilTheStoreIsOpen()
    {
        using var gate = new ManualResetEventSlim();
        using var store = new OpeningStore(SettingsFor("memory"), () =>
        {
            gate.Wait();
            return _inner;
        });
        using var pipeline = new EventPipeline(store, _options, new Failures(_options));
        Assert.True(pipeline.TryAdd(new TestItem("early", isError: false)));
        var flushed = pipeline.FlushAsync(Durability.Committed);
        Assert.False(store.Opened.IsCompleted);
        Assert.Empty(_inner.Held);

        gate.Set();
        await flushed;
        Assert.Equal(["early"], _inner.Held);
        Assert.True(store.Opened.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task QuestionsWaitUntilTheStoreIsOpenAndCanBeCancelledMeanwhile()
    {
        using var folder = new TempFolder();
        using var gate = new ManualResetEventSlim();
        var settings = SettingsFor(folder.Database);
        using var store = new OpeningStore(settings, () =>
        {
            gate.Wait();
            return LastingStore.Open(settings);
        });
        using var pipeline = new EventPipeline(store, _options, settings.Failures);
        using var impatient = new CancellationTokenSource();
        var cancelled = store.PositionAsync(impatient.Token);
        var last = store.PositionAsync(CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(cancelled.AsTask);
        Assert.False(last.IsCompleted);

        gate.Set();
        Assert.Equal(0, (await last).Last);
    }

    [Fact]
    public async Task AStoreThatCannotBeOpenedFailsEveryQuestionAndEveryEventIsCounted()
    {
        using var store = new OpeningStore(SettingsFor("memory"), () => throw new EventStoreException("Cannot open event store 'memory'."));
        using var pipeline = new EventPipeline(store, _options, new Failures(_options));
        pipeline.TryAdd(new TestItem("lost", isError: false));
        Assert.Equal("Cannot open event store 'memory'.", (await Assert.ThrowsAsync<EventStoreException>(() => pipeline.FlushAsync(Durability.Committed))).Message);
        await Assert.ThrowsAsync<EventStoreException>(store.PositionAsync(CancellationToken.None).AsTask);
        Eventually.True(() => pipeline.Writer.HasEnded);
        Assert.Equal(StoreState.Damaged, pipeline.Writer.StoreState);

        pipeline.Dispose();
        Assert.Equal(1, pipeline.Accounting.Dropped(DropReason.StoreFailed));
        Assert.Equal(pipeline.Emitted, pipeline.Accounting.DroppedTotal);
    }
}
