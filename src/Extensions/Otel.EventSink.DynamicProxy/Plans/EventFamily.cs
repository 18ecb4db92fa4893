using System.Collections.Frozen;
using System.Reflection;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>The types of a call's events: at its start (null: none), and one of three when it is over.</summary>
/// <param name="HasCancelled">Whether being cancelled has a type of its own.</param>
internal sealed record EventFamily(EventType? Started, EventType Completed, EventType Failed, EventType Cancelled, bool HasCancelled)
{
    private const string StartedEnd = ".started";

    private static readonly FrozenSet<string> WellKnown = typeof(EventTypeNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static f => (string)f.GetRawConstantValue()!)
        .ToFrozenSet();

    /// <exception cref="ArgumentException">A name cannot be an event type.</exception>
    public static EventFamily Of(string? type, string? completed = null, string? failed = null)
    {
        type ??= EventTypeNames.CallStarted;
        var stem = type.EndsWith(StartedEnd, StringComparison.Ordinal) ? type[..^StartedEnd.Length] : null;
        var isRun = type == EventTypeNames.TestRun;
        // What names a beginning, or was given an end, has both; anything else names what has happened when the call is done.
        var hasStart = stem is not null || isRun || completed is not null;
        completed ??= stem is not null ? $"{stem}.completed" : isRun ? EventTypeNames.TestPassed : type;
        failed ??= stem is not null ? $"{stem}.failed" : isRun ? EventTypeNames.TestFailed : EventTypeNames.ErrorOccurred;
        var cancelled = $"{stem}.cancelled";
        var hasCancelled = stem is not null && WellKnown.Contains(cancelled);
        var failure = new EventType(failed);
        return new EventFamily(hasStart ? new EventType(type) : null, new EventType(completed), failure, hasCancelled ? new EventType(cancelled) : failure, hasCancelled);
    }
}
