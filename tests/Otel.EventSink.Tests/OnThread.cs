using System.Runtime.ExceptionServices;

namespace Otel.EventSink.Tests;

/// <summary>Work on a thread of its own: a test can see that it waits, and is not stopped by work that never returns.</summary>
internal sealed class OnThread<T>
{
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _thrown;
    private T? _result;

    public OnThread(Func<T> work)
    {
        _thread = new Thread(() =>
        {
            try
            {
                _result = work();
            }
            catch (Exception e)
            {
                _thrown = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true };
        _thread.Start();
    }

    public bool IsWaiting => (_thread.ThreadState & ThreadState.WaitSleepJoin) != 0;

    public bool IsDone => !_thread.IsAlive;

    public T Result
    {
        get
        {
            Assert.True(_thread.Join(Eventually.Patience), "The thread did not come back.");
            _thrown?.Throw();
            return _result!;
        }
    }
}
