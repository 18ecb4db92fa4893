using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture.States;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// A log record on its way to the writer. Its values are either the bytes and texts of a state whose <see cref="Layout"/> is known, or
/// the pairs in <see cref="State"/>. Pooled: what was made once is used again.
/// </summary>
internal sealed class LogCapture : Captured, ITemplateValues
{
    // In the order in which they lie in memory: what most records do not need first, so that a call touches few cache lines. A line
    // that only the writer has touched comes to the caller from another processor.
    private List<KeyValuePair<string, object?>>? _state;
    private List<ScopeCapture>? _scopes;
    private string[] _names = [];
    private string? _template;
    private string? _message;
    private ExceptionSnapshot? _exception;
    private LogSource _source = LogSource.None;
    private StateLayout? _layout;
    private object? _site;
    private EventId _eventId;
    private ActivityTraceId _traceId;
    private ActivitySpanId _spanId;
    private Texts _texts;
    private Raw _raw;

    /// <summary>Who speaks.</summary>
    public LogSource Source { get => _source; set => _source = value; }

    /// <summary>How the copied bytes are read. Null: the values are in <see cref="State"/>.</summary>
    public StateLayout? Layout { get => _layout; set => _layout = value; }

    /// <summary>With a layout: the framework's object that stands for the call site.</summary>
    public object? Site { get => _site; set => _site = value; }

    /// <summary>With a layout: the names of the values, once the writer has found out.</summary>
    public string[] Names { get => _names; set => _names = value; }

    /// <summary>Key and value pairs of the state, without the template.</summary>
    public List<KeyValuePair<string, object?>> State => _state ??= [];

    /// <summary>The scopes, outermost first.</summary>
    public List<ScopeCapture> Scopes => _scopes ??= [];

    public int ValueCount => _layout?.Fields.Length ?? _state?.Count ?? 0;

    public int ScopeCount => _scopes?.Count ?? 0;

    public int SeverityNumber { get; private set; }

    public EventId EventId { get => _eventId; set => _eventId = value; }

    /// <summary>The template, where there is no layout; null: there is none at all.</summary>
    public string? Template { get => _template; set => _template = value; }

    /// <summary>The rendered message; null: the writer renders it from template and values.</summary>
    public string? Message { get => _message; set => _message = value; }

    public ExceptionSnapshot? Exception { get => _exception; set => _exception = value; }

    public long Time { get; set; }

    public long Arrival { get; set; }

    public ActivityTraceId TraceId { get => _traceId; set => _traceId = value; }

    public ActivitySpanId SpanId { get => _spanId; set => _spanId = value; }

    public int ThreadId { get; set; }

    public ref byte Bytes => ref Unsafe.As<Raw, byte>(ref _raw);

    public ref string? Text(int index) => ref _texts[index];

    public ref byte BytesOf(int value) => ref Unsafe.AddByteOffset(ref Bytes, Layout!.Fields[value].Offset);

    public string? TextOf(int value) => _texts[Layout!.Fields[value].Text];

    /// <summary>The last value by a name. Once <see cref="Names"/> are known.</summary>
    public bool Find(string name, out object? value)
    {
        if (Layout is null)
        {
            value = null;
            return _state is not null && EventValues.Find(_state, name, out value);
        }

        var index = Array.LastIndexOf(Names, name);
        value = index < 0 ? null : Layout.Fields[index].Type is { } type ? type.Box(in BytesOf(index)) : TextOf(index);
        return index >= 0;
    }

    public void Append(TextBuffer text, int index, string? format)
    {
        if (Layout is null)
            MessageTemplate.Append(text, State[index].Value, format);
        else if (Layout.Fields[index].Type is { } type)
            type.AppendText(text, in BytesOf(index), format);
        else
            text.Append(TextOf(index) ?? MessageTemplate.Null);
    }

    public void Begin(LogSource source, LogLevel level, EventId eventId, long time, int threadId, SpanIds? span)
    {
        Source = source;
        EventId = eventId;
        SetSeverity(level);
        Time = Arrival = time;
        ThreadId = threadId;
        if (span is not { } ids)
            return;
        TraceId = ids.Trace;
        SpanId = ids.Span;
    }

    public void SetSeverity(int number)
    {
        SeverityNumber = number;
        var isError = number >= SeverityNumbers.Error;
        if (isError != IsError)
            IsError = isError;
    }

    public void SetSeverity(LogLevel level) => SetSeverity(SeverityNumbers.Of(level));

    public override void Encode(EventBatch batch) => Source.Conversion.Encode(this, batch);

    public override void Release()
    {
        var pool = Source.Conversion.Pool;
        // One record with a thousand values must not keep its memory for ever.
        if (_state?.Capacity > 256 || _scopes?.Capacity > 64)
            return;
        if (_layout is null)
        {
            _state?.Clear();
            _template = null;
            _message = null;
            _exception = null;
        }
        else
            _texts = default;
        if (ScopeCount > 0)
            _scopes!.Clear();
        if (Waiter is not null)
            Waiter = null;
        _source = LogSource.None;
        _layout = null;
        _site = null;
        _eventId = default;
        _traceId = default;
        _spanId = default;
        pool.Return(this, CaptureThread.Current.Logs);
    }

    [InlineArray(StateLayout.MaxSize)]
    private struct Raw
    {
        private byte _first;
    }

    [InlineArray(StateLayout.MaxValues)]
    private struct Texts
    {
        private string? _first;
    }
}

/// <summary>The span that a record was made in.</summary>
internal readonly record struct SpanIds(ActivityTraceId Trace, ActivitySpanId Span);

/// <summary>One scope: its pairs where it has some, else its text.</summary>
internal readonly record struct ScopeCapture(string? Text, KeyValuePair<string, object?>[] Pairs);
