using System.Collections.Concurrent;

namespace Otel.EventSink.Storage;

/// <summary>A few open readers, to be used again. A reader holds no transaction while it lies here.</summary>
internal sealed class ReaderPool(string path) : IDisposable
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
                    reader = new SqliteReader(path);
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
                throw new EventStoreException($"The event store '{path}' cannot be read: {e.Message}. {e.Advice}", e);
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
