using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// Keeps the way from a correlation to its events, in the transaction that inserts them. New events get 8 bytes in a table of recent ones;
/// when a run of 65,536 is whole it is put into buckets, see <see cref="CorrelationRun"/>, and later into a group. Measured: an index of SQLite's on random ids
/// cost a quarter of the insert rate and 30 bytes an event; this costs a fiftieth and 7 bytes. Used by one thread.
/// </summary>
internal sealed class CorrelationWriter(sqlite3 db) : IDisposable
{
    /// <summary>So many hashes fill a page: a small commit writes that page once more.</summary>
    private const int ChunkLength = 480;

    private readonly List<(long Sequence, ulong Hash)> _added = [];
    private readonly ulong[] _chunk = new ulong[ChunkLength];
    private readonly Statement _readChunk = new(db, "SELECT hashes FROM correlation_recent WHERE first_sequence = ?1");
    private readonly Statement _writeChunk = new(db, "INSERT INTO correlation_recent VALUES (?1, ?2) ON CONFLICT DO UPDATE SET hashes = excluded.hashes");
    private readonly Statement _readRun = new(db, "SELECT first_sequence, hashes FROM correlation_recent WHERE first_sequence >= ?1 AND first_sequence < ?2");
    private readonly Statement _forgetRun = new(db, "DELETE FROM correlation_recent WHERE first_sequence >= ?1 AND first_sequence < ?2");
    private readonly Statement _writeBucket = new(db, "INSERT INTO correlation_run VALUES (?1, ?2)");
    private readonly CorrelationGroupWriter _groups = new(db);

    public void Begin() => _added.Clear();

    /// <summary>An event with a correlation; sequence numbers ascend.</summary>
    public void Add(long sequence, ulong hash) => _added.Add((sequence, hash));

    /// <summary>Before the commit.</summary>
    /// <param name="first">The first sequence number that was not given when the transaction began.</param>
    /// <param name="next">The first one that is not given now.</param>
    public void End(long first, long next)
    {
        var added = CollectionsMarshal.AsSpan(_added);
        for (var run = CorrelationRun.Of(first); run <= CorrelationRun.Of(next); run++)
        {
            var end = CorrelationRun.Start(run + 1);
            var count = 0;
            while (count < added.Length && added[count].Sequence < end)
                count++;
            if (next >= end)
                WriteRun(run, added[..count]);
            else
                WriteChunks(run, added[..count]);
            added = added[count..];
        }
    }

    public void Dispose()
    {
        _groups.Dispose();
        foreach (var statement in (Statement[])[_readChunk, _writeChunk, _readRun, _forgetRun, _writeBucket])
            statement.Dispose();
    }

    private void WriteChunks(long run, ReadOnlySpan<(long Sequence, ulong Hash)> added)
    {
        var start = CorrelationRun.Start(run);
        while (added.Length > 0)
        {
            var first = start + (added[0].Sequence - start) / ChunkLength * ChunkLength;
            Array.Clear(_chunk);
            _readChunk.Bind(1, first);
            if (_readChunk.Step())
                _readChunk.Bytes(0).CopyTo(MemoryMarshal.AsBytes(_chunk.AsSpan()));
            _readChunk.Reset();
            var count = 0;
            for (; count < added.Length && added[count].Sequence < first + ChunkLength; count++)
                _chunk[added[count].Sequence - first] = added[count].Hash;
            _writeChunk.Bind(1, first);
            _writeChunk.BindBlob(2, MemoryMarshal.AsBytes(_chunk.AsSpan(0, (int)(added[count - 1].Sequence - first) + 1)));
            _writeChunk.Run();
            added = added[count..];
        }
    }

    private void WriteRun(long run, ReadOnlySpan<(long Sequence, ulong Hash)> added)
    {
        var (start, end) = (CorrelationRun.Start(run), CorrelationRun.Start(run + 1));
        var hashes = new ulong[CorrelationRun.Length];
        _readRun.Bind(1, start);
        _readRun.Bind(2, end);
        while (_readRun.Step())
            _readRun.Bytes(1).CopyTo(MemoryMarshal.AsBytes(hashes.AsSpan((int)(_readRun.Long(0) - start))));
        _readRun.Reset();
        foreach (var (sequence, hash) in added)
            hashes[sequence - start] = hash;

        var buckets = CorrelationRun.Pack(hashes);
        for (var i = 0; i < buckets.Length; i++)
        {
            if (buckets[i].Length == 0)
                continue;
            _writeBucket.Bind(1, CorrelationRun.Slot(run, i));
            _writeBucket.BindBlob(2, buckets[i]);
            _writeBucket.Run();
        }

        _forgetRun.Bind(1, start);
        _forgetRun.Bind(2, end);
        _forgetRun.Run();
        _groups.Step(run);
    }
}
