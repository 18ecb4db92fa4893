using System.Collections.Concurrent;

namespace Otel.EventSink.Storage;

/// <summary>A few open readers, to be used again. A reader holds no transaction while it lies here.</summary>
/// <param name="suspected">Told what a reader met that cannot be as it was written.</param>
/// <param name="textDamaged">Told of windows whose index of texts cannot be used.</param>
internal sealed class ReaderPool(string path, Action<Exception> suspected, Action<long> textDamaged) : IDisposable
{
    private const int MaxIdle = 4;
    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs a read on a thread of the pool. SQLite's calls block; the caller's thread does not.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<SqliteReader, T> read, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(EventCollector));
        return await Task.Run(() =>
        {
            SqliteReader? reader = null;
            try
            {
                if (!_idle.TryTake(out reader))
                    reader = new SqliteReader(path) { TextDamaged = textDamaged };
                var result = read(reader);
                if (_idle.Count < MaxIdle && !_disposed)
                {
                    _idle.Add(reader);
                    reader = null;
                }

                return result;
            }
            catch (SqliteError e)
            {
                if (e.IsCorrupt || e.IsUnclear)
                    suspected(e);
                throw new EventStoreException($"The event store '{path}' cannot be read: {e.Message}. {e.Advice}", e);
            }
            catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException or EventStoreException))
            {
                suspected(e);
                throw new EventStoreException($"The event store '{path}' holds something that cannot be read: {e.GetType().Name}: {e.Message}. Check it with 'PRAGMA integrity_check'.", e);
            }
            finally
            {
                // Also a reader whose query failed: whatever state it is in, the next one starts fresh.
                reader?.Dispose();
            }
        }, ct).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }
}
