using System.Collections.Concurrent;

namespace Otel.EventSink.Pipeline;

/// <summary>Those who wait until everything up to a mark is in the store.</summary>
internal sealed class FlushRequests(EventQueue queue)
{
    private readonly ConcurrentQueue<Request> _new = new();
    private readonly List<Request> _open = [];

    public Task Add(QueueMark mark, Durability durability)
    {
        var request = new Request(mark, durability);
        _new.Enqueue(request);
        queue.Wake();
        return request.Source.Task;
    }

    /// <summary>Whether somebody waits for more than a commit. Writer's thread.</summary>
    public bool WantSync()
    {
        Collect();
        return _open.Exists(r => r.Durability == Durability.Synced);
    }

    /// <summary>Completes those whose mark has been passed. Writer's thread.</summary>
    /// <param name="taken">Up to where everything that was taken out of the queue is committed.</param>
    public void Complete(bool isSynced, QueueMark taken)
    {
        Collect();
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var request = _open[i];
            if (!queue.HasPassed(ref request.Mark, taken) || (request.Durability == Durability.Synced && !isSynced))
                continue;
            request.Source.TrySetResult();
            _open.RemoveAt(i);
        }
    }

    /// <summary>There will be no more commits. Any thread, once the writer has ended.</summary>
    public void Fail(Exception reason)
    {
        lock (_open)
        {
            Collect();
            foreach (var request in _open)
                request.Source.TrySetException(reason);
            _open.Clear();
        }
    }

    private void Collect()
    {
        while (_new.TryDequeue(out var request))
            _open.Add(request);
    }

    private sealed class Request(QueueMark mark, Durability durability)
    {
        public QueueMark Mark = mark;

        public Durability Durability { get; } = durability;

        public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
