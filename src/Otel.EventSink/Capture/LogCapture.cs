using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>A log record on its way to the writer. Pooled: the lists keep their capacity.</summary>
internal sealed class LogCapture(LogConversion conversion) : Captured
{
    /// <summary>Key and value pairs of the state, without the template.</summary>
    public List<KeyValuePair<string, object?>> State { get; } = [];

    /// <summary>The scopes, outermost first.</summary>
    public List<ScopeCapture> Scopes { get; } = [];

    public Resource? Resource { get; set; }
    public string Category { get; set; } = "";
    public string? ScopeVersion { get; set; }
    public int SeverityNumber { get; private set; }
    public EventId EventId { get; set; }
    public string? Template { get; set; }
    public string Message { get; set; } = "";
    public ExceptionSnapshot? Exception { get; set; }
    public long Time { get; set; }
    public long Arrival { get; set; }
    public ActivityTraceId TraceId { get; set; }
    public ActivitySpanId SpanId { get; set; }
    public int ThreadId { get; set; }

    public void SetSeverity(int number)
    {
        SeverityNumber = number;
        IsError = number >= SeverityNumbers.Error;
    }

    public void SetSeverity(LogLevel level) => SetSeverity(SeverityNumbers.Of(level));

    public override void Encode(EventBatch batch) => conversion.Encode(this, batch);

    public override void Release()
    {
        State.Clear();
        Scopes.Clear();
        Template = null;
        ScopeVersion = null;
        EventId = default;
        TraceId = default;
        SpanId = default;
        Exception = null;
        Message = "";
        Waiter = null;
        conversion.Pool.Return(this);
    }
}

/// <summary>One scope: its pairs where it has some, else its text.</summary>
internal readonly record struct ScopeCapture(string? Text, KeyValuePair<string, object?>[] Pairs);
