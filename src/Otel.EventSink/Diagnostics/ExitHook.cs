using System.Runtime.InteropServices;

namespace Otel.EventSink.Diagnostics;

/// <summary>
/// Stores what waits when the process ends without disposing the collector. .NET raises no ProcessExit on SIGTERM without a host, and
/// nothing but UnhandledException when one is; each way out is watched. No signal is cancelled: who ends the process still ends it.
/// </summary>
internal sealed class ExitHook : IDisposable
{
    /// <summary>How long an exit may be held up.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    // No weak reference: a collector that nobody holds any more still has events to store, and its thread keeps the rest of it anyway.
    private readonly EventCollector _collector;
    private readonly List<PosixSignalRegistration> _signals = [];

    private ExitHook(EventCollector collector) => _collector = collector;

    public static ExitHook Register(EventCollector collector)
    {
        var hook = new ExitHook(collector);
        AppDomain.CurrentDomain.ProcessExit += hook.OnExit;
        AppDomain.CurrentDomain.UnhandledException += hook.OnUnhandledException;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
            hook.Watch(signal);
        return hook;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private void Watch(PosixSignal signal)
    {
        try
        {
            _signals.Add(PosixSignalRegistration.Create(signal, _ => Flush()));
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            _collector.Failures.Report("signal", $"{signal} cannot be watched; what waits when it comes may be lost: {e.Message}", e);
        }
    }

    private void OnExit(object? sender, EventArgs e) => Flush();

    /// <summary>The crash itself is the event that is looked for most: recorded before the rest is stored.</summary>
    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is Exception exception)
            // On another thread: it may have to wait for a place in the queue, and the exit must not wait for ever.
            Task.Run(() => _collector.CollectCrash(exception)).Wait(Budget);
        Flush();
    }

    private void Flush()
    {
        try
        {
            if (!_collector.Pipeline.FlushAsync(Durability.Synced).Wait(Budget))
                _collector.Failures.Report("exit", $"What waited when the process ended may be lost: it was not stored within {Budget.TotalSeconds} s.", null);
        }
        catch (AggregateException e)
        {
            _collector.Failures.Report("exit", $"What waited when the process ended may be lost: {e.InnerException?.Message}", e);
        }
    }
}
