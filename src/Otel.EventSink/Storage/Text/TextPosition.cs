namespace Otel.EventSink.Storage.Text;

/// <summary>How far events and index are, as any process left them.</summary>
/// <param name="Next">The first sequence number that is not given yet.</param>
/// <param name="Indexed">The first one that is not in the index.</param>
internal readonly record struct TextPosition(long Next, long Indexed)
{
    public long Pending => Next - Indexed;

    /// <summary>How many windows are full, but not indexed.</summary>
    public long FullWindows => TextWindow.Of(Next) - TextWindow.Of(Indexed);
}
