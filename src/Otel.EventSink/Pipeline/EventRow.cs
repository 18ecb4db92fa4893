using System.Runtime.InteropServices;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Pipeline;

/// <summary>An event as the store takes it: numbers, shared names, and slices of the batch's UTF-8 buffer.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct EventRow
{
    /// <summary>Duration of an event that has none.</summary>
    public const long NoDuration = long.MinValue;

    /// <summary>Empty: the id follows from time and sequence.</summary>
    public Guid Id;

    /// <summary>Unix time in ns.</summary>
    public long Time;

    /// <summary>In ns, or <see cref="NoDuration"/>.</summary>
    public long Duration;

    /// <summary>The order in which events reached the sink, within the batch.</summary>
    public long Arrival;

    /// <summary>The place in the batch before it was sorted.</summary>
    public int Position;

    public int Severity;
    public EventKind Kind;
    public string System;
    public string Type;
    public string? Component;

    /// <summary>A JSON array, or null.</summary>
    public string? Tags;

    /// <summary>A JSON object with the one member <c>resource</c>: what all events of one process share. Null: none.</summary>
    public string? Resource;

    /// <summary>What many events of one call site share: title and the constant part of the metadata. Null: none.</summary>
    public Origin? Origin;

    /// <summary>Which fault this is, of an error that says so. Null: none, or to be found out when it is analysed.</summary>
    public Fault? Fault;

    /// <summary>The title; empty where <see cref="Origin"/> has it.</summary>
    public Slice Title;
    public Slice Description;
    public Slice Data;

    /// <summary>A JSON object: what <see cref="Resource"/> and <see cref="Origin"/> do not have of the metadata.</summary>
    public Slice Metadata;

    /// <summary>16 bytes of a trace id, or text: see <see cref="CorrelationIsTraceId"/>.</summary>
    public Slice Correlation;
    public bool CorrelationIsTraceId;

    /// <summary>The managed id of the thread, which belongs to the metadata; 0: none.</summary>
    public int Thread;

    /// <summary>0: none. Big-endian, as the hex digits read.</summary>
    public ulong SpanId;
    public ulong ParentSpanId;

    /// <summary>Set by the store: it would refuse this row again.</summary>
    public bool IsRejected;

    /// <summary>Told when the row is committed. Null: nobody waits.</summary>
    public CommitWaiter? Waiter;
}

/// <summary>A part of the batch's buffer.</summary>
internal readonly record struct Slice(int Start, int Length);

/// <summary>
/// What the events of one call site have in common. The store keeps it once, and an event points to it; call sites are few, whereas
/// their events are many. See <see cref="Capture.OriginCache"/> for what is done where they are not.
/// </summary>
internal sealed class Origin(string title, string metadata)
{
    public string Title { get; } = title;

    /// <summary>A JSON object.</summary>
    public string Metadata { get; } = metadata;
}
