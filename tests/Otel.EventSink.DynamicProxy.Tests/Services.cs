namespace Otel.EventSink.DynamicProxy.Tests;

public interface IFlow
{
    [CollectEvent("mahavishnu", EventTypeNames.WorkflowStarted)]
    Task RunAsync(int step, CancellationToken ct = default);

    [CollectEvent("akosha", EventTypeNames.AnalyticsQuery)]
    int Query(string text);

    void Step(CancellationToken ct);

    [CollectEvent(Enabled = false)]
    void Quiet();

    int Depth { [CollectEvent("oneiric", EventTypeNames.ConfigValidated)] get; }
}

public sealed class Flow : IFlow
{
    public int Depth => 3;

    public async Task RunAsync(int step, CancellationToken ct = default)
    {
        await Task.Yield();
        ct.ThrowIfCancellationRequested();
        if (step < 0)
            throw new InvalidOperationException("bad step");
    }

    public int Query(string text) => text.Length > 0 ? text.Length : throw new ArgumentException("empty", nameof(text));

    public void Step(CancellationToken ct) => ct.ThrowIfCancellationRequested();

    public void Quiet()
    {
    }
}

[CollectEvent("oneiric", "from.interface")]
public interface IMarked
{
    [CollectEvent("oneiric", "from.interface_method")]
    void Do();

    void Other();
}

public sealed class MarkedMethod : IMarked
{
    [CollectEvent("oneiric", "from.class_method")]
    public void Do()
    {
    }

    public void Other()
    {
    }
}

[CollectEvent("oneiric", "from.class")]
public sealed class MarkedClass : IMarked
{
    public void Do()
    {
    }

    public void Other()
    {
    }
}

public sealed class Unmarked : IMarked
{
    public void Do()
    {
    }

    public void Other()
    {
    }
}

public interface IStore<T>
{
    void Put(T item);
}

public sealed class Store<T> : IStore<T>
{
    public List<T> Items { get; } = [];

    public void Put(T item) => Items.Add(item);
}
