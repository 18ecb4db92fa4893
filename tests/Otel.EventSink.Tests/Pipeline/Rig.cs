using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>A pipeline on a fake store, with a clock that stands still until it is moved.</summary>
internal sealed class Rig : IDisposable
{
    public const int Capacity = EventSinkOptions.MinQueueCapacity;

    public Rig(QueueFullMode mode = QueueFullMode.Wait, Action<EventSinkOptions>? configure = null)
    {
        Options = new EventSinkOptions
        {
            QueueCapacity = Capacity,
            FullMode = mode,
            ShutdownTimeout = TimeSpan.Zero,
            TimeProvider = Clock,
            OnFailure = Shown.Enqueue,
        };
        configure?.Invoke(Options);
        Failures = new Failures(Options);
        Pipeline = new EventPipeline(Store, Options, Failures);
    }

    public EventSinkOptions Options { get; }

    public FakeTimeProvider Clock { get; } = new();

    public FakeStore Store { get; } = new();

    public ConcurrentQueue<EventSinkFailure> Shown { get; } = new();

    public Failures Failures { get; }

    public EventPipeline Pipeline { get; }

    public Accounting Accounting => Pipeline.Accounting;

    /// <summary>What is neither stored nor dropped.</summary>
    public long Residue => Pipeline.Emitted - Accounting.Stored - Accounting.DroppedTotal;

    public bool Add(string title, bool isError = false) => Pipeline.TryAdd(new TestItem(title, isError));

    /// <summary>Adds what the queue may refuse by waiting, without ever stopping the test.</summary>
    public OnThread<bool> AddOnThread(string title, bool isError = false) => new(() => Add(title, isError));

    public Task AddAndWait(TestItem item, CancellationToken ct = default)
    {
        item.Waiter = new CommitWaiter(1);
        return Task.Run(async () =>
        {
            await Pipeline.AddAsync(item, ct);
            await item.Waiter.Task;
        }, CancellationToken.None);
    }

    /// <summary>Leaves the writer in the middle of a commit, with nothing in the queue.</summary>
    public void HoldWriter()
    {
        Store.Block();
        Assert.True(Add("held"));
        Eventually.True(() => Store.IsBlocked);
    }

    /// <summary>Fills the queue to the last place while the writer is held.</summary>
    public void Saturate()
    {
        HoldWriter();
        for (var i = 0; i < Capacity; i++)
            Assert.True(Add($"waiting {i}"));
    }

    /// <summary>Lets the store work again, and stores what waits.</summary>
    public void Drain()
    {
        Store.Heal();
        Store.Unblock();
        // The clock stands still: as long as it takes.
        Options.ShutdownTimeout = TimeSpan.FromSeconds(5);
        Pipeline.Dispose();
    }

    public void Dispose()
    {
        Drain();
        Store.Dispose();
    }
}
