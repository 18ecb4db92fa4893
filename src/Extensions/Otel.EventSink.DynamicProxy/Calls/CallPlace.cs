using System.Diagnostics;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>Where a call stands in its trace, and since when.</summary>
/// <param name="ParentSpanId">Default: it is the root.</param>
internal readonly record struct CallPlace(ActivityTraceId TraceId, ActivitySpanId SpanId, ActivitySpanId ParentSpanId, DateTimeOffset Start);
