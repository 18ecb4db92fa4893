using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Storage.Files;

/// <summary>Tells, where a batch cannot be stored and nobody knows why, which of the two is at fault: a new store takes every good batch.</summary>
internal static class Trial
{
    /// <returns>Whether the batch is good, and so the store is not.</returns>
    /// <exception cref="StoreFailureException">It cannot be tried now.</exception>
    public static bool IsBatchGood(string path, EventBatch batch)
    {
        var trial = $"{path}.trial-{Guid.CreateVersion7():N}";
        try
        {
            DatabasePath.Prepare(trial);
            using var appender = SqliteAppender.Open(trial, new LogMover(trial));
            appender.Append(batch, sync: false);
            return true;
        }
        catch (SqliteError e) when (!e.IsCorrupt && !e.IsUnclear)
        {
            throw StoreFailureException.From(e, trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFailureException(StoreFailureKind.Failing, $"The event store '{path}' cannot be written, and no new one beside it: {e.Message}", e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false; // it fails here too
        }
        finally
        {
            foreach (var suffix in (string[])["", "-wal", "-shm"])
                File.Delete(trial + suffix);
        }
    }
}
