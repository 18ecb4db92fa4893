using System.Collections.Concurrent;
using System.Diagnostics;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>The source of the spans of an interface's calls, named like it: so it is their component, and rules know it by that name.</summary>
internal sealed class ServiceSource
{
    private static readonly ConcurrentDictionary<Type, ServiceSource> Known = new();

    private ServiceSource(Type service)
    {
        Name = TypeNames.Of(service);
        ShortName = TypeNames.Short(service);
        Activities = new ActivitySource(Name);
    }

    public string Name { get; }

    public string ShortName { get; }

    public ActivitySource Activities { get; }

    public static ServiceSource Of(Type service) => Known.GetOrAdd(service, static s => new ServiceSource(s));
}
