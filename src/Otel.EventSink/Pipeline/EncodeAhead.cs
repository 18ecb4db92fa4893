using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Pipeline;

/// <summary>
/// Fills the next batch on a thread of its own while the writer commits the present one: inserting takes the writer's whole time under
/// load (measured, encoding on the same thread cost a quarter of the rate). The thread is started when it is first needed.
/// </summary>
internal sealed class EncodeAhead(BatchFiller filler) : IDisposable
{
    private readonly AutoResetEvent _wanted = new(false);
    private readonly AutoResetEvent _filled = new(false);
    private Thread? _thread;
    private EventBatch? _batch;
    private Exception? _failure;

    /// <summary>Whether a batch was asked for that has not been waited for. The writer's thread.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Asks for an empty batch to be filled; nobody else may touch the batch or the filler until <see cref="Wait"/> returns.</summary>
    public void Start(EventBatch batch)
    {
        _batch = batch;
        IsUnderWay = true;
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "EventSink encoder" };
            _thread.Start();
        }

        _wanted.Set();
    }

    public void Wait()
    {
        _filled.WaitOne();
        IsUnderWay = false;
        if (_failure is { } failure)
            throw new InvalidOperationException($"Encoding ahead failed: {failure.Message}", failure);
    }

    public void Dispose()
    {
        _batch = null;
        _wanted.Set();
        _thread?.Join();
        _wanted.Dispose();
        _filled.Dispose();
    }

    private void Run()
    {
        OwnWork.MarkThread();
        while (true)
        {
            _wanted.WaitOne();
            if (_batch is not { } batch)
                return;
            try
            {
                filler.Fill(batch);
            }
            catch (Exception e)
            {
                _failure = e;
            }

            _filled.Set();
        }
    }
}
