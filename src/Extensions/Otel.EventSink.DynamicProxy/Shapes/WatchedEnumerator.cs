using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>One reading of a stream. It is its own promise of the next item, so that waiting for one costs no memory.</summary>
internal sealed class WatchedEnumerator<T>(IAsyncEnumerator<T> inner, Func<Call?> begin) : IAsyncEnumerator<T>, IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _next;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _awaiter;
    private Action? _completed;
    private Call? _call;
    private bool _hasBegun;
    private long _items;

    public T Current => inner.Current;

    public ValueTask<bool> MoveNextAsync()
    {
        if (_hasBegun)
            _call?.Enter();
        else
            _call = begin();
        _hasBegun = true;
        ValueTask<bool> next;
        try
        {
            next = inner.MoveNextAsync();
        }
        catch (Exception e)
        {
            _call?.Leave();
            Fail(e);
            throw;
        }

        _call?.Leave();
        if (_call is null)
            return next;
        if (next.IsCompletedSuccessfully)
            return new ValueTask<bool>(Count(next.Result));
        _next.Reset();
        _awaiter = next.ConfigureAwait(false).GetAwaiter();
        if (_awaiter.IsCompleted)
            Completed();
        else
            _awaiter.UnsafeOnCompleted(_completed ??= Completed);
        return new ValueTask<bool>(this, _next.Version);
    }

    public ValueTask DisposeAsync()
    {
        if (_call is null)
            return inner.DisposeAsync();
        var call = _call;
        call.Enter();
        ValueTask disposed;
        try
        {
            disposed = inner.DisposeAsync();
        }
        catch (Exception e)
        {
            call.Leave();
            Fail(e);
            throw;
        }

        call.Leave();
        _call = null;
        if (!disposed.IsCompletedSuccessfully)
            return new ValueTask(new WatchedTask(disposed.AsTask(), call, Items).Task);
        call.Complete(Items);
        return disposed;
    }

    public bool GetResult(short token) => _next.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _next.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _next.OnCompleted(continuation, state, token, flags);

    private List<KeyValuePair<string, object?>> Items => [new("items", _items)];

    private void Completed()
    {
        bool hasItem;
        try
        {
            hasItem = Count(_awaiter.GetResult());
        }
        catch (Exception e)
        {
            Fail(e);
            _next.SetException(e);
            return;
        }

        _next.SetResult(hasItem);
    }

    private bool Count(bool hasItem)
    {
        if (hasItem)
            _items++;
        return hasItem;
    }

    /// <summary>Nothing comes after an error: the call is over before its caller knows.</summary>
    private void Fail(Exception e)
    {
        _call?.Fail(e, Items);
        _call = null;
    }
}
