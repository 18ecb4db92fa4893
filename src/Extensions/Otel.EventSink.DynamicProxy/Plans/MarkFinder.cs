using System.Reflection;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>Finds the attribute that speaks for a method: the nearest to the code that runs.</summary>
internal sealed class MarkFinder(Type service, Type target)
{
    public CollectEventAttribute? Of(MethodInfo method) =>
        OnMethod(method)
        ?? target.GetCustomAttribute<CollectEventAttribute>(inherit: true)
        ?? method.DeclaringType?.GetCustomAttribute<CollectEventAttribute>()
        ?? service.GetCustomAttribute<CollectEventAttribute>();

    public CollectEventAttribute? OnMethod(MethodInfo method) =>
        Implementation(method)?.GetCustomAttribute<CollectEventAttribute>(inherit: true) ?? method.GetCustomAttribute<CollectEventAttribute>();

    /// <exception cref="ArgumentException">A name cannot be an event type, or a system.</exception>
    public EventFamily FamilyOf(MethodInfo method)
    {
        var mark = Of(method);
        try
        {
            if (mark?.System is { } system)
                _ = new SourceSystem(system);
            return EventFamily.Of(mark?.EventType, mark?.Completed, mark?.Failed);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"[CollectEvent] of '{TypeNames.Of(service)}.{method.Name}': {e.Message}", e);
        }
    }

    /// <summary>The method of the class; null where it is not known, as with a generic interface that fits by variance.</summary>
    public MethodInfo? Implementation(MethodInfo method)
    {
        if (method.DeclaringType is not { } declaring || !Array.Exists(target.GetInterfaces(), i => i == declaring))
            return null;
        var map = target.GetInterfaceMap(declaring);
        var place = Array.IndexOf(map.InterfaceMethods, method.IsGenericMethod ? method.GetGenericMethodDefinition() : method);
        return place < 0 ? null : map.TargetMethods[place];
    }
}
