using Otel.EventSink.Capture;

namespace Otel.EventSink.Diagnostics;

/// <summary>
/// Marks the sink's own threads, and what a failure handler starts, wherever it goes on: whatever is logged or traced there makes no event
/// about the sink itself.
/// </summary>
internal static class OwnWork
{
    private static readonly AsyncLocal<bool> Flow = new();

    /// <summary>Whether there ever was a flow: until then nobody pays for looking.</summary>
    private static volatile bool _mayFlow;

    public static bool IsRunning => Covers(CaptureThread.Current);

    /// <summary>Whether the present thread, whose captures these are, does the sink's own work.</summary>
    public static bool Covers(CaptureThread thread) => thread.IsOwn || (_mayFlow && Flow.Value);

    /// <summary>For a thread that does nothing else.</summary>
    public static void MarkThread() => CaptureThread.Current.IsOwn = true;

    /// <summary>Runs code of the host's on behalf of the sink; what it starts and does not wait for is covered too.</summary>
    public static void Run(Action work)
    {
        var before = Flow.Value;
        _mayFlow = true;
        Flow.Value = true;
        try
        {
            work();
        }
        finally
        {
            Flow.Value = before;
        }
    }
}
