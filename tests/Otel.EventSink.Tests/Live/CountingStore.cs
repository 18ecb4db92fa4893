using System.Reflection;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>A real store behind a count of the queries that it is asked.</summary>
public class CountingStore : DispatchProxy
{
    private IEventStore _store = null!;
    private int _queries;

    internal static (IEventStore Store, CountingStore Counts) Around(IEventStore store)
    {
        var proxy = Create<IEventStore, CountingStore>();
        var counts = (CountingStore)(object)proxy;
        counts._store = store;
        return (proxy, counts);
    }

    public int Queries => Volatile.Read(ref _queries);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IEventStore.QueryAsync))
            Interlocked.Increment(ref _queries);
        return targetMethod.Invoke(_store, args);
    }
}
