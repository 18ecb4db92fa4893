namespace Otel.EventSink.Diagnostics;

/// <summary>Marks the sink's own threads, so that whatever is logged or traced on them makes no event about the sink itself.</summary>
internal static class OwnWork
{
    [ThreadStatic]
    private static bool _running;

    public static bool IsRunning => _running;

    /// <summary>For a thread that does nothing else.</summary>
    public static void MarkThread() => _running = true;
}
