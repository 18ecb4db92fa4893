using System.Threading.Channels;

namespace Otel.EventSink.Diagnostics;

/// <summary>Rung by the store when the disk is full, heard by the schedule of retention. Rung again before it is heard, it rings once.</summary>
internal sealed class FullAlarm
{
    private readonly Channel<bool> _rings =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    public Task WaitAsync(CancellationToken ct) => _rings.Reader.ReadAsync(ct).AsTask();
}
