using Microsoft.Extensions.Time.Testing;

namespace Otel.EventSink.Tests;

/// <summary>A wall clock that somebody sets while the time itself, timers and timestamps, goes on as ever.</summary>
internal sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _ahead;

    public void JumpTo(DateTimeOffset time) => Volatile.Write(ref _ahead, (time - base.GetUtcNow()).Ticks);

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));
}
