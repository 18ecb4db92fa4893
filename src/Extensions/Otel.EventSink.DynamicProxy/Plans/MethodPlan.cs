using System.Diagnostics;
using System.Reflection;
using Otel.EventSink.DynamicProxy.Shapes;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>All that is known of a method's calls before they are made.</summary>
internal sealed class MethodPlan(MethodInfo method, ServiceSource source, EventFamily types, SourceSystem? system, ValuePlan values)
{
    public ActivitySource Source { get; } = source.Activities;

    public string Component { get; } = source.Name;

    public string Title { get; } = $"{source.ShortName}.{method.Name}";

    public EventFamily Types { get; } = types;

    public SourceSystem? System { get; } = system;

    public ValuePlan Values { get; } = values;

    public ReturnShape Shape { get; } = ReturnShape.Of(method.ReturnType);

    /// <summary>
    /// The name of a type that can be awaited and is none that is known here: such a call is over for us when the method returns, and its
    /// event says so.
    /// </summary>
    public string? UnknownAwaitable { get; } = ReturnShape.IsUnknownAwaitable(method.ReturnType) ? TypeNames.Short(method.ReturnType) : null;
}
