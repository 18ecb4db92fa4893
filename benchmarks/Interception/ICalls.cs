namespace Otel.EventSink.Benchmarks.Interception;

/// <summary>One method of each kind that is measured. Public, for proxies.</summary>
public interface ICalls
{
    /// <summary>Returns at once.</summary>
    int Plain(int value);

    /// <summary>A task that is completed.</summary>
    Task<int> DoneTask(int value);

    /// <summary>A value task that is completed.</summary>
    ValueTask<int> DoneValueTask(int value);

    /// <summary>A task that waits for the pool.</summary>
    Task<int> WaitingTask(int value);
}

/// <summary>Does next to nothing.</summary>
public sealed class Calls : ICalls
{
    private static readonly Task<int> Done = Task.FromResult(1);

    /// <inheritdoc/>
    public int Plain(int value) => value + 1;

    /// <inheritdoc/>
    public Task<int> DoneTask(int value) => Done;

    /// <inheritdoc/>
    public ValueTask<int> DoneValueTask(int value) => new(value + 1);

    /// <inheritdoc/>
    public async Task<int> WaitingTask(int value)
    {
        await Task.Yield();
        return value + 1;
    }
}
