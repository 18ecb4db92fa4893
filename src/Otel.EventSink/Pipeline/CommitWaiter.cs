namespace Otel.EventSink.Pipeline;

/// <summary>Completes when as many events as it was made for are committed; fails when one of them is dropped.</summary>
internal sealed class CommitWaiter(int count)
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = count;

    public Task Task => _source.Task;

    public void Committed()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _source.TrySetResult();
    }

    public void Dropped(DropReason reason) => _source.TrySetException(new EventStoreException(
        $"An event was not stored: {DropReasons.Explain(reason)}"));
}
