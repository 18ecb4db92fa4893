using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture.States;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>One category's logger: copies what it is given and goes. Nothing may leave it but a return.</summary>
internal sealed class EventSinkLogger(string category, EventSinkLoggerProvider provider, EventCollector collector) : ILogger
{
    private const int MaxNesting = 4;

    private readonly LogConversion _conversion = collector.Logs;
    private readonly LogSource _source = new(collector.Logs, collector.Resource, category);
    private readonly EventPipeline _pipeline = collector.Pipeline;
    private readonly TimeProvider _time = collector.Time;

    /// <summary>Asked before each call: what <see cref="Log"/> finds out anyway is left to it.</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => provider.ScopeProvider?.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var thread = CaptureThread.Current;
        if (thread.IsOwn || logLevel == LogLevel.None)
            return;
        // A value whose ToString logs that value would call us until the stack is gone.
        if (thread.Nesting == MaxNesting)
        {
            _pipeline.Refuse(DropReason.CaptureFailed);
            return;
        }

        var log = _conversion.Pool.Rent(thread.Logs);
        var time = UnixTime.Now(_time);
        SpanIds? span = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? new SpanIds(activity.TraceId, activity.SpanId) : null;
        thread.Nesting++;
        try
        {
            CopyScopes(log);
            if (exception is null && StateLayout<TState>.For(state, formatter) is { } layout)
            {
                // From here to the end nothing throws or waits.
                var isPlaced = _pipeline.TryClaim(logLevel >= LogLevel.Error, out var place);
                log.Begin(_source, logLevel, eventId, time, thread.Id, span);
                layout.Copy(ref state, log);
                if (isPlaced)
                {
                    _pipeline.Publish(place, log);
                    return;
                }
            }
            else
            {
                log.Begin(_source, logLevel, eventId, time, thread.Id, span);
                log.Exception = ExceptionSnapshot.Of(exception);
                // Last, since this is what may throw.
                LogState.Copy(state, exception, formatter, log, _conversion.MaxTextLength);
            }
        }
        catch (Exception e)
        {
            // A state that throws when it is read: what was copied until then is kept, and says what happened.
            log.State.Add(new("eventsink.capture_error", JsonValues.Threw(state!, e)));
            Report(e);
        }
        finally
        {
            thread.Nesting--;
        }

        _pipeline.TryAdd(log);
    }

    private void CopyScopes(LogCapture log)
    {
        if (!_conversion.IncludeScopes || provider.ForEachScope is not { } forEachScope)
            return;
        try
        {
            forEachScope(LogState.CopyScope, log);
        }
        catch (Exception e)
        {
            Report(e);
        }
    }

    private void Report(Exception e) =>
        collector.Failures.Report("capture", $"A log record of '{category}' could not be read whole: {e.GetType().Name}", e);
}
