using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>Every kind of method that there is.</summary>
public interface IShapes : IGreeter
{
    int Add(int a, int b);

    void Throw();

    void Cancel();

    Task Done();

    Task Waits();

    Task<int> DoneWith(int value);

    Task<int> WaitsWith(int value);

    Task<int> WaitsAndThrows();

    Task<int> ThrowsAtOnce();

    Task FailsTwice();

    Task<int> FailedTask();

    Task CancelledTask();

    Task WaitsForCancellation(CancellationToken ct);

    Task? NoTask();

    Task Forced(TaskCompletionSource gate);

    ValueTask ValueDone();

    ValueTask ValueWaits();

    ValueTask<int> ValueDoneWith(int value);

    ValueTask<int> ValueWaitsWith(int value);

    ValueTask<int> ValueWaitsAndThrows();

    ValueTask<int> ValueFailed();

    ValueTask<int> ValueOnce(int value);

    ValueTask<int> ValueOnceLater(int value);

    IAsyncEnumerable<int> Count(int to, CancellationToken ct = default);

    IAsyncEnumerable<int> CountAndThrow(int to);

    YieldAwaitable Odd();

    T Echo<T>(T value);

    Task<T> EchoLater<T>(T value);

    bool TryRead(in int key, ref int tries, out string? found);

    void ThrowAfterOut(ref int tries, out int found);

    string Inherited(int x) => $"default {x}";

    string Overridden(int x) => $"default {x}";

    int Sum(ReadOnlySpan<int> values);

    Span<int> Slice();

    ref int Reference();

    int Size<T>(T value) where T : allows ref struct;

    void LeaveMark(AsyncLocal<string> local);

    int Number { get; set; }

    event EventHandler? Happened;

    void Happen();
}

public interface IGreeter
{
    string Greet(string name);
}

public sealed class Shapes : IShapes, IDisposable
{
    private readonly int[] _numbers = [1, 2, 3];
    private readonly List<Exception> _thrown = [];
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();

    public event EventHandler? Happened;

    /// <summary>Cancelled by <see cref="Release"/>.</summary>
    public CancellationToken Stopped => _stop.Token;

    public int Disposals { get; private set; }

    public OneTimeSource? Source { get; private set; }

    public int Number { get; set; }

    public int Add(int a, int b) => a + b;

    public void Throw() => throw Keep(new InvalidOperationException("no"));

    public void Cancel() => throw Keep(new OperationCanceledException("stop"));

    public Task Done() => Task.CompletedTask;

    public async Task Waits() => await _gate.Task;

    public Task<int> DoneWith(int value) => Task.FromResult(value);

    public async Task<int> WaitsWith(int value)
    {
        await _gate.Task;
        return value;
    }

    public async Task<int> WaitsAndThrows()
    {
        await _gate.Task;
        throw Keep(new InvalidOperationException("later"));
    }

    public Task<int> ThrowsAtOnce() => throw Keep(new InvalidOperationException("at once"));

    public Task FailsTwice() => Task.WhenAll(WaitsAndThrows(), WaitsAndThrows());

    public Task<int> FailedTask() => Task.FromException<int>(Keep(new InvalidOperationException("failed")));

    public Task CancelledTask() => Task.FromCanceled(new CancellationToken(canceled: true));

    public async Task WaitsForCancellation(CancellationToken ct) => await Task.Delay(Timeout.Infinite, ct);

    public Task? NoTask() => null;

    public Task Forced(TaskCompletionSource gate) => gate.Task;

    public ValueTask ValueDone() => default;

    public async ValueTask ValueWaits() => await _gate.Task;

    public ValueTask<int> ValueDoneWith(int value) => new(value);

    public async ValueTask<int> ValueWaitsWith(int value)
    {
        await _gate.Task;
        return value;
    }

    public async ValueTask<int> ValueWaitsAndThrows()
    {
        await _gate.Task;
        throw Keep(new InvalidOperationException("later"));
    }

    public ValueTask<int> ValueFailed() => ValueTask.FromException<int>(Keep(new InvalidOperationException("failed")));

    public ValueTask<int> ValueOnce(int value) => new(Source = new OneTimeSource(value, isCompleted: true), 0);

    public ValueTask<int> ValueOnceLater(int value) => new(Source = new OneTimeSource(value, isCompleted: false), 0);

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 0; i < to; i++)
        {
            ct.ThrowIfCancellationRequested();
            if (i % 2 == 1)
                await _gate.Task;
            yield return i;
        }
    }

    public async IAsyncEnumerable<int> CountAndThrow(int to)
    {
        for (var i = 0; i < to; i++)
            yield return i;
        await _gate.Task;
        throw Keep(new InvalidOperationException("out of numbers"));
    }

    public YieldAwaitable Odd() => Task.Yield();

    public T Echo<T>(T value) => value;

    public async Task<T> EchoLater<T>(T value)
    {
        await _gate.Task;
        return value;
    }

    public bool TryRead(in int key, ref int tries, out string? found)
    {
        tries++;
        found = key == 1 ? "one" : null;
        return found is not null;
    }

    public void ThrowAfterOut(ref int tries, out int found)
    {
        (tries, found) = (5, 6);
        throw Keep(new InvalidOperationException("after"));
    }

    string IShapes.Overridden(int x) => $"own {x}";

    public int Sum(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    public Span<int> Slice() => _numbers.AsSpan(1);

    public ref int Reference() => ref _numbers[0];

    public int Size<T>(T value) where T : allows ref struct => Unsafe.SizeOf<T>();

    public void LeaveMark(AsyncLocal<string> local) => local.Value = "left";

    public void Happen() => Happened?.Invoke(this, EventArgs.Empty);

    public string Greet(string name) => $"Hello {name}";

    public void Dispose() => Disposals++;

    /// <summary>What waits goes on.</summary>
    public void Release()
    {
        _gate.TrySetResult();
        _stop.Cancel();
        Source?.Complete();
    }

    public bool HasThrown(Exception e)
    {
        lock (_thrown)
            return _thrown.Exists(t => ReferenceEquals(t, e));
    }

    private Exception Keep(Exception e)
    {
        lock (_thrown)
            _thrown.Add(e);
        return e;
    }
}

/// <summary>A result that may be taken once.</summary>
public sealed class OneTimeSource : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core;

    private readonly int _value;
    private bool _isCompleted;

    public OneTimeSource(int value, bool isCompleted)
    {
        _value = value;
        if (isCompleted)
            Complete();
    }

    public void Complete()
    {
        if (_isCompleted)
            return;
        _isCompleted = true;
        _core.SetResult(_value);
    }

    public int Taken { get; private set; }

    public int GetResult(short token)
    {
        Taken++;
        return _core.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _core.OnCompleted(continuation, state, token, flags);
}
