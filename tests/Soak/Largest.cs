namespace Otel.EventSink.Soak;

/// <summary>Looks at a size again and again and keeps the largest.</summary>
internal sealed class Largest : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly Timer _timer;
    private long _bytes;

    public Largest(Func<long> size) => _timer = new Timer(_ => Volatile.Write(ref _bytes, Math.Max(Volatile.Read(ref _bytes), size())), null, TimeSpan.Zero, Interval);

    public long Bytes => Volatile.Read(ref _bytes);

    public void Dispose() => _timer.Dispose();
}
