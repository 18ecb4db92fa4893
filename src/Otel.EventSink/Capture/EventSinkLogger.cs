using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture.States;
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
    private readonly LogSource _source = new(collector.Logs, collector.Resource, category);
    private readonly TimeProvider _time = collector.Time;

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

        var log = _conversion.Pool.Rent();
        log.Source = _source;
        log.EventId = eventId;
        log.SetSeverity(logLevel);
        log.ThreadId = Environment.CurrentManagedThreadId;
        _nesting++;
        try
        {
            log.Time = log.Arrival = UnixTime.Now(_time);
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            {
                log.TraceId = activity.TraceId;
                log.SpanId = activity.SpanId;
            }

            if (exception is not null)
                log.Exception = ExceptionSnapshot.Of(exception);
            if (_conversion.IncludeScopes)
                provider.ScopeProvider?.ForEachScope(LogState.CopyScope, log);
            if (StateLayout<TState>.For(state, formatter) is { } layout)
                layout.Copy(ref state, log);
            else
                LogState.Copy(state, exception, formatter, log, _conversion.MaxTextLength);
        }
        catch (Exception e)
        {
            // A state that throws when it is read: what was copied until then is kept, and says what happened.
            log.State.Add(new("eventsink.capture_error", JsonValues.Threw(state!, e)));
            collector.Failures.Report("capture", $"A log record of '{category}' could not be read whole: {e.GetType().Name}", e);
        }
        finally
        {
            _nesting--;
        }

        collector.Pipeline.TryAdd(log);
    }
}
