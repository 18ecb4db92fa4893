using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>The captures that one thread has at hand, and the pool that they are of.</summary>
internal sealed class CaptureHand<T> where T : Captured
{
    public CapturePool<T>? Pool { get; private set; }

    public CaptureBundle<T> Bundle { get; set; } = new();

    /// <summary>The thread serves this pool from now on. What it had of another collector's is too little to be carried back.</summary>
    public void Claim(CapturePool<T> pool)
    {
        if (Pool == pool)
            return;
        Pool = pool;
        Bundle = new CaptureBundle<T>();
    }
}
