namespace Otel.EventSink.Tests;

/// <summary>Looks all the time, from outside, whether more became of events than there were.</summary>
internal sealed class Observer : IDisposable
{
    private readonly OnThread<string?> _thread;
    private volatile bool _isOver;

    /// <param name="settled">How many events were stored or dropped; read first, since what is emitted meanwhile is in flight.</param>
    /// <param name="emitted">How many there were.</param>
    public Observer(Func<long> settled, Func<long> emitted) => _thread = new OnThread<string?>(() =>
    {
        long looks = 0;
        for (var before = 0L; !_isOver || looks == 0; looks++)
        {
            var (s, e) = (settled(), emitted());
            if (s < before || e < s)
                return $"{e} emitted, {s} stored or dropped, {before} before";
            before = s;
        }

        return null;
    });

    public void Dispose()
    {
        _isOver = true;
        Assert.Null(_thread.Result);
    }
}
