namespace Otel.EventSink.Storage;

/// <summary>
/// Who of this process writes next. Fair between two: whoever comes back at once waits until the other, who waited, has had its turn.
/// SQLite's own lock is not; its waiters look again after ever longer pauses, and retention would take it from under the writer's nose.
/// </summary>
internal sealed class WriteTurn
{
    private readonly Lock _next = new();
    private readonly Lock _turn = new();

    public void Enter()
    {
        lock (_next)
            _turn.Enter();
    }

    public void Exit() => _turn.Exit();
}
