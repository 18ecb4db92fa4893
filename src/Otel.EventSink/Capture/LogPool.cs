using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// Log captures to be used again, so that a call costs no garbage. Each thread has a few at hand, which costs it no atomic operation;
/// from thread to thread they go in bundles. A few bundles go round all the time and stay in the processor's cache, the others are
/// there for bursts.
/// </summary>
/// <param name="capacity">How many captures may be on their way at a time.</param>
internal sealed class LogPool(int capacity) : ISpares
{
    private readonly Ring<LogBundle> _warm = new(16);
    private readonly Ring<LogBundle> _cold = new(capacity / LogBundle.Size + 64);
    private readonly Ring<LogBundle> _empty = new(capacity / LogBundle.Size + 64);

    public bool HasSurplus => _cold.Count > 0 || _empty.Count > 0;

    public LogCapture Rent(CaptureThread thread) =>
        thread.Pool == this && !thread.Bundle.IsEmpty ? thread.Bundle.Take() : RentFromPool(thread);

    public void Return(LogCapture capture)
    {
        var thread = CaptureThread.Current;
        Claim(thread);
        if (thread.Bundle.IsFull)
        {
            // Where there is no room for it, it is garbage.
            if (!_warm.TryEnqueue(thread.Bundle))
                _cold.TryEnqueue(thread.Bundle);
            thread.Bundle = _empty.TryDequeue(out var empty) ? empty : new LogBundle();
        }

        thread.Bundle.Add(capture);
    }

    public void Trim()
    {
        while (_cold.TryDequeue(out _) || _empty.TryDequeue(out _))
        {
        }
    }

    private LogCapture RentFromPool(CaptureThread thread)
    {
        Claim(thread);
        if (thread.Bundle.IsEmpty && (_warm.TryDequeue(out var bundle) || _cold.TryDequeue(out bundle)))
        {
            _empty.TryEnqueue(thread.Bundle);
            thread.Bundle = bundle;
        }

        return thread.Bundle.IsEmpty ? new LogCapture() : thread.Bundle.Take();
    }

    private void Claim(CaptureThread thread)
    {
        if (thread.Pool == this)
            return;
        // The thread serves another collector now; what it had of the last one's is too little to be carried back.
        thread.Pool = this;
        thread.Bundle = new LogBundle();
    }
}
