namespace Otel.EventSink.Soak;

/// <summary>A thread that collects events until it is told to stop, some hundred at a time with a moment between, and times each call.</summary>
internal sealed class Producer
{
    private const int PerTurn = 100;

    private readonly EventCollector _collector;
    private readonly Thread _thread;
    private readonly Slowest _slowest = new();
    private long _emitted;
    private volatile bool _isOver;

    public Producer(EventCollector collector, string name)
    {
        _collector = collector;
        _thread = new Thread(() => Run(name)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How many calls came back.</summary>
    public long Emitted => Volatile.Read(ref _emitted);

    public double SlowestMilliseconds => _slowest.Milliseconds;

    public void Stop()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Run(string name)
    {
        while (!_isOver)
        {
            for (var i = 0; i < PerTurn && !_isOver; i++)
            {
                var e = new Event { System = new("soak"), Type = new("soak.produced"), Title = $"{name} {_emitted}", Description = name };
                _slowest.Time(() => _collector.TryCollect(e));
                Interlocked.Increment(ref _emitted);
            }

            Thread.Sleep(10);
        }
    }
}
