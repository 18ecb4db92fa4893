using Otel.EventSink.Capture;

namespace Otel.EventSink.Diagnostics;

/// <summary>Marks the sink's own threads, so that whatever is logged or traced on them makes no event about the sink itself.</summary>
internal static class OwnWork
{
    public static bool IsRunning => CaptureThread.Current.IsOwn;

    /// <summary>For a thread that does nothing else.</summary>
    public static void MarkThread() => CaptureThread.Current.IsOwn = true;
}
