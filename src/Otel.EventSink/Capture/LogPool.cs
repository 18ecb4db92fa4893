using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>Log captures to be used again, so that a call costs no garbage. Any thread may rent and return.</summary>
internal sealed class LogPool(LogConversion conversion)
{
    private readonly Ring<LogCapture> _free = new(2_048);

    public LogCapture Rent() => _free.TryDequeue(out var capture) ? capture : new LogCapture(conversion);

    public void Return(LogCapture capture)
    {
        // One record with a thousand values must not keep its memory for ever.
        if (capture.State.Capacity <= 256 && capture.Scopes.Capacity <= 64)
            _free.TryEnqueue(capture);
    }
}
