using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>One category's logger: copies what it is given and goes. Nothing may leave it but a return.</summary>
internal sealed class EventSinkLogger(string category, EventSinkLoggerProvider provider, EventCollector collector) : ILogger
{
    private const int MaxNesting = 4;

    [ThreadStatic]
    private static int _nesting;

    private readonly LogConversion _conversion = collector.Logs;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && !OwnWork.IsRunning;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider.ScopeProvider?.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        // A value whose ToString logs that value would call us until the stack is gone.
        if (_nesting == MaxNesting)
        {
            collector.Pipeline.Refuse(DropReason.CaptureFailed);
            return;
        }

        _nesting++;
        var capture = _conversion.Pool.Rent();
        try
        {
            capture.Resource = collector.Resource;
            capture.Category = category;
            capture.EventId = eventId;
            capture.SetSeverity(logLevel);
            capture.Time = capture.Arrival = UnixTime.Now(collector.Time);
            capture.ThreadId = Environment.CurrentManagedThreadId;
            var activity = Activity.Current;
            capture.TraceId = activity is { IdFormat: ActivityIdFormat.W3C } ? activity.TraceId : default;
            capture.SpanId = activity is { IdFormat: ActivityIdFormat.W3C } ? activity.SpanId : default;
            capture.Message = LogState.Render(state, exception, formatter);
            capture.Exception = ExceptionSnapshot.Of(exception);
            if (_conversion.IncludeScopes)
                provider.ScopeProvider?.ForEachScope(LogState.CopyScope, capture);
            // Last, since this is what may throw.
            LogState.Copy(state, capture, _conversion.MaxTextLength);
        }
        catch (Exception e)
        {
            // A state that throws when it is read: what was copied until then is kept, and says what happened.
            capture.State.Add(new("eventsink.capture_error", JsonValues.Threw(state!, e)));
            collector.Failures.Report("capture", $"A log record of '{category}' could not be read whole: {e.GetType().Name}", e);
        }
        finally
        {
            _nesting--;
        }

        collector.Pipeline.TryAdd(capture);
    }
}
