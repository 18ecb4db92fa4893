using System.Diagnostics;
using System.Runtime.CompilerServices;
using Otel.EventSink.Capture;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>Begins calls, and hands what is to be said of them to a collector. What fails here is reported, and the call goes on unrecorded.</summary>
internal sealed class CallRecorder
{
    private static readonly ConditionalWeakTable<IEventCollector, CallRecorder> Known = [];

    private readonly IEventCollector _collector;
    private readonly EventCollector? _own;
    private readonly Failures _failures;
    private readonly SourceSystem _system;

    private CallRecorder(IEventCollector collector)
    {
        _collector = collector;
        _own = collector as EventCollector;
        _failures = _own?.Failures ?? new Failures(new EventSinkOptions());
        _system = _own?.Resource.System ?? SourceSystem.Lenient(Resource.DefaultServiceName);
    }

    public TimeProvider Time => _own?.Time ?? TimeProvider.System;

    /// <summary>One for each collector.</summary>
    public static CallRecorder For(IEventCollector collector) => Known.GetValue(collector, static c => new CallRecorder(c));

    /// <summary>
    /// Begins a call and says so. A span where somebody listens and the host's sampling wants one; without it the call is recorded all the
    /// same, and the host's tracing is as if nobody had. From here until <see cref="Call.Leave"/> what happens belongs to the call.
    /// </summary>
    /// <returns>Null: it is not recorded.</returns>
    public Call? Begin(MethodPlan plan, KeyValuePair<string, object?>[]? arguments) =>
        // The sink's own threads must neither record themselves nor wait for a place in their own queue.
        OwnWork.IsRunning ? null : BeginRecorded(plan, arguments);

    private Call? BeginRecorded(MethodPlan plan, KeyValuePair<string, object?>[]? arguments)
    {
        var outer = Activity.Current;
        Call? call = null;
        try
        {
            call = plan.Source.StartActivity(plan.Title) is { } activity
                ? new TracedCall(this, plan, arguments, activity, outer)
                : new UntracedCall(this, plan, arguments, outer);
            call.Start();
            return call;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            call?.Leave();
            if (!ReferenceEquals(Activity.Current, outer))
                Activity.Current = outer;
            Report($"A call of '{plan.Title}' was not recorded: {e.GetType().Name}", e);
            return null;
        }
    }

    /// <summary>What is given to a call. Null: nothing is recorded of it.</summary>
    public KeyValuePair<string, object?>[]? Arguments(MethodPlan plan, object?[] values)
    {
        try
        {
            return plan.Values.Arguments(values);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report($"The arguments of '{plan.Title}' were not recorded: {e.GetType().Name}", e);
            return null;
        }
    }

    /// <summary>None where the store is ours: it gives events ids that take no space.</summary>
    public Guid NewId() => _own is null ? Guid.CreateVersion7() : Guid.Empty;

    public SourceSystem SystemOf(MethodPlan plan) => plan.System ?? _system;

    public void Collect(Event e) => _collector.TryCollect(e);

    /// <summary>Sees to it that a finished span is stored once: by the listener, or where there is none, from here.</summary>
    /// <returns>False: this is not a collector of spans.</returns>
    public bool TryCollectSpan(Activity activity)
    {
        if (_own is null)
            return false;
        if (!_own.CapturesSpans)
            _own.CollectSpan(activity, _own.Resource);
        return true;
    }

    /// <summary>Data of an event. Foreign collectors get JSON as text.</summary>
    public IReadOnlyDictionary<string, object?> Data(List<KeyValuePair<string, object?>> pairs)
    {
        var data = new Dictionary<string, object?>(pairs.Count);
        foreach (var (key, value) in pairs)
            data[key] = _own is null && value is JsonFragment json ? json.ToString() : value;
        return data;
    }

    public void Report(string message, Exception exception) => _failures.Report("intercept", message, exception);
}
