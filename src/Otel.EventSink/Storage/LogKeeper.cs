namespace Otel.EventSink.Storage;

/// <summary>
/// What the writer does about the log, between two of its transactions. The batch is committed whatever becomes of that: a failure is
/// told, and does not go further.
/// </summary>
/// <param name="damaged">Told when the database or the log is found damaged.</param>
internal sealed class LogKeeper(StoreSettings settings, SqliteAppender appender, LogMover mover, Checkpointer checkpointer, Action<Exception> damaged)
{
    /// <summary>False: the log is as long as it may get, and somebody else is at it.</summary>
    public bool TryKeepSmall()
    {
        if (!appender.HasRoom)
            checkpointer.Hurry();
        if (!checkpointer.IsWritersTurn(appender.LogBytes))
            return true;
        // Without waiting: retention moves the log, and may be waiting for this turn to end.
        if (!mover.Moving.TryEnter())
            return appender.LogBytes < Checkpointer.CapBytes;
        try
        {
            MoveRest();
            return true;
        }
        finally
        {
            mover.Moving.Exit();
        }
    }

    /// <summary>The same, waiting for whoever is at it.</summary>
    public void KeepSmall()
    {
        lock (mover.Moving)
            MoveRest();
    }

    /// <summary>Before the store is closed.</summary>
    /// <returns>Whether nothing is left in the log.</returns>
    public bool TryMoveAll()
    {
        var isMoved = false;
        Try(() => isMoved = appender.MoveLog(patiently: false));
        return isMoved;
    }

    private void MoveRest() => Try(() =>
    {
        appender.MoveLog(patiently: appender.LogBytes >= Checkpointer.CapBytes);
        checkpointer.NoteMoved();
    });

    private void Try(Action move)
    {
        try
        {
            move();
        }
        catch (SqliteError e) when (e.IsCorrupt)
        {
            damaged(e);
        }
        catch (SqliteError e)
        {
            settings.Failures.Report("checkpoint", $"The write-ahead log of '{settings.Path}' could not be moved into the database: {e.Message}. {e.Advice}", e);
        }
    }
}
