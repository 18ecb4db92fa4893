using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// Captures to be used again, so that a log call or a span costs no garbage. Each thread has a few at hand, which costs it no atomic
/// operation; from thread to thread they go in bundles. A few bundles go round all the time and stay in the processor's cache, the others
/// are there for bursts.
/// </summary>
/// <param name="capacity">How many captures may be on their way at a time.</param>
/// <param name="make">Where none is at hand.</param>
internal sealed class CapturePool<T>(int capacity, Func<T> make) : ISpares where T : Captured
{
    private readonly Ring<CaptureBundle<T>> _warm = new(16);
    private readonly Ring<CaptureBundle<T>> _cold = new(capacity / CaptureBundle<T>.Size + 64);
    private readonly Ring<CaptureBundle<T>> _empty = new(capacity / CaptureBundle<T>.Size + 64);

    public bool HasSurplus => _cold.Count > 0 || _empty.Count > 0;

    /// <param name="hand">The calling thread's.</param>
    public T Rent(CaptureHand<T> hand) => hand.Pool == this && !hand.Bundle.IsEmpty ? hand.Bundle.Take() : RentFromPool(hand);

    /// <param name="hand">The calling thread's.</param>
    public void Return(T capture, CaptureHand<T> hand)
    {
        hand.Claim(this);
        if (hand.Bundle.IsFull)
        {
            // Where there is no room for it, it is garbage.
            if (!_warm.TryEnqueue(hand.Bundle))
                _cold.TryEnqueue(hand.Bundle);
            hand.Bundle = _empty.TryDequeue(out var empty) ? empty : new CaptureBundle<T>();
        }

        hand.Bundle.Add(capture);
    }

    public void Trim()
    {
        while (_cold.TryDequeue(out _) || _empty.TryDequeue(out _))
        {
        }
    }

    private T RentFromPool(CaptureHand<T> hand)
    {
        hand.Claim(this);
        if (hand.Bundle.IsEmpty && (_warm.TryDequeue(out var bundle) || _cold.TryDequeue(out bundle)))
        {
            _empty.TryEnqueue(hand.Bundle);
            hand.Bundle = bundle;
        }

        return hand.Bundle.IsEmpty ? make() : hand.Bundle.Take();
    }
}
