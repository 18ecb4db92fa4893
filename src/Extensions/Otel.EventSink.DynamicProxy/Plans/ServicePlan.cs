using System.Collections.Concurrent;
using System.Reflection;
using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>
/// Which methods of an interface are recorded, and how, when a certain class does the work. Made once for each; it is also what Castle
/// asks, and keeps proxy types by.
/// </summary>
internal sealed class ServicePlan : IProxyGenerationHook
{
    private static readonly ConcurrentDictionary<(Type, Type, CallSettings, bool), ServicePlan> Known = new();

    /// <summary>As many as are looked through faster than a table would be asked.</summary>
    private const int FewMethods = 12;

    private readonly ConcurrentDictionary<MethodInfo, MethodPlan?> _methods = new();
    private readonly Type _service;
    private readonly CallSettings _settings;
    private readonly bool _isOwned;
    private readonly MarkFinder _marks;
    private readonly HashSet<Type> _recorded;
    private volatile (MethodInfo Method, MethodPlan? Plan)[] _first = [];

    private ServicePlan(Type service, Type target, CallSettings settings, bool isOwned)
    {
        (_service, _settings, _isOwned) = (service, settings, isOwned);
        _marks = new MarkFinder(service, target);
        _recorded = [service, .. service.GetInterfaces()];
        OtherInterfaces = [.. target.GetInterfaces().Where(i => !_recorded.Contains(i) && ProxyUtil.IsAccessible(i) && !ServiceCheck.HasStaticMembersToImplement(i))];
        GenerationOptions = new ProxyGenerationOptions(this);
        // What is wrong with an attribute is said now, not at the first call.
        foreach (var method in _recorded.SelectMany(static i => i.GetMethods()).Where(m => !m.IsStatic && IsRecorded(m)))
            _ = _marks.FamilyOf(method);
    }

    public ProxyGenerationOptions GenerationOptions { get; }

    /// <summary>What else the target is, the proxy is too: a cast that worked goes on to work.</summary>
    public Type[] OtherInterfaces { get; }

    /// <param name="isOwned">Whether a container disposes the target, so that disposal through the proxy needs a look.</param>
    /// <exception cref="ArgumentException">An attribute names what cannot be a name.</exception>
    public static ServicePlan Of(Type service, Type target, CallSettings settings, bool isOwned) =>
        Known.GetOrAdd((service, target, settings, isOwned), static k => new ServicePlan(k.Item1, k.Item2, k.Item3, k.Item4));

    public static bool IsDisposal(MethodInfo method) => method.DeclaringType == typeof(IDisposable) || method.DeclaringType == typeof(IAsyncDisposable);

    /// <summary>The plan of a method; null where it is not to be recorded. Never throws.</summary>
    public MethodPlan? Find(MethodInfo method, CallRecorder recorder)
    {
        foreach (ref readonly var first in _first.AsSpan())
            if (ReferenceEquals(first.Method, method))
                return first.Plan;
        return _methods.TryGetValue(method, out var known) ? known : Add(method, recorder);
    }

    private MethodPlan? Add(MethodInfo method, CallRecorder recorder)
    {
        try
        {
            var plan = _methods.GetOrAdd(method, IsRecorded(method) ? PlanOf(method) : null);
            // Two at once may lose one another's entry, which is then found in the table. A closed generic method is a new object each time.
            if (!method.IsGenericMethod && _first.Length < FewMethods)
                _first = [.. _first, (method, plan)];
            return plan;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            recorder.Report($"Calls of '{TypeNames.Of(_service)}.{method.Name}' cannot be recorded: {e.Message}", e);
            return _methods.GetOrAdd(method, (MethodPlan?)null);
        }
    }

    public bool ShouldInterceptMethod(Type type, MethodInfo methodInfo) => IsDisposal(methodInfo) ? _isOwned : IsRecorded(methodInfo);

    public void MethodsInspected()
    {
    }

    public void NonProxyableMemberNotification(Type type, MemberInfo memberInfo)
    {
    }

    private bool IsRecorded(MethodInfo method)
    {
        if (method.DeclaringType is not { } declaring || !_recorded.Contains(declaring) || IsDisposal(method) || Unrecordable.Is(method))
            return false;
        // Accessors of properties and events are calls in name only: each must ask for itself.
        var mark = method.IsSpecialName ? _marks.OnMethod(method) : _marks.Of(method);
        return mark is null ? !_settings.OnlyMarked && !method.IsSpecialName : mark.Enabled;
    }

    private MethodPlan PlanOf(MethodInfo method)
    {
        var mark = _marks.Of(method);
        var system = mark?.System is { } name ? new SourceSystem(name) : _settings.System;
        return new MethodPlan(method, ServiceSource.Of(_service), _marks.FamilyOf(method), system, ValuePlan.Of(method, _marks.Implementation(method), mark, _settings));
    }
}
