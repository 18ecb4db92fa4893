namespace Otel.EventSink.Capture;

/// <summary>
/// Log captures that go from thread to thread together. An array and no list: to take one out must not read it, because it may lie in
/// the cache of another processor.
/// </summary>
internal sealed class LogBundle
{
    public const int Size = 32;

    /// <summary>At hand of a thread that has not logged yet.</summary>
    public static readonly LogBundle None = new();

    private readonly LogCapture?[] _captures = new LogCapture?[Size];
    private int _count;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == Size;

    public LogCapture Take()
    {
        ref var place = ref _captures[--_count];
        var taken = place!;
        place = null;
        return taken;
    }

    public void Add(LogCapture capture) => _captures[_count++] = capture;
}
