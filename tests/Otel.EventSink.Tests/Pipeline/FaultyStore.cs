using System.Reflection;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>A real store that now and then fails before it does what it is asked.</summary>
public class FaultyStore : DispatchProxy
{
    private IEventStore _store = null!;
    private Func<Exception?> _fault = null!;

    internal static IEventStore Around(IEventStore store, Func<Exception?> fault)
    {
        var proxy = Create<IEventStore, FaultyStore>();
        ((FaultyStore)(object)proxy)._store = store;
        ((FaultyStore)(object)proxy)._fault = fault;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IEventStore.Append) or nameof(IEventStore.Sync) && _fault() is { } fault)
            throw fault;
        return targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
