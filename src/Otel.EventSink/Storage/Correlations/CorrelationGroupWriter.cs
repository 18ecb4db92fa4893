using SQLitePCL;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// Puts runs together into groups, a sixteenth of the group before with each new run, so that no commit takes long for it. Each step reads and
/// writes pages that lie side by side. Used by one thread, within the transaction that writes the run.
/// </summary>
internal sealed class CorrelationGroupWriter(sqlite3 db) : IDisposable
{
    private const int BucketsPerStep = CorrelationRun.Buckets / CorrelationGroup.Runs;

    private readonly Statement _read = new(db, "SELECT slot, entries FROM correlation_run WHERE slot >= ?1 AND slot < ?2");
    private readonly Statement _write = new(db, "INSERT OR REPLACE INTO correlation_group VALUES (?1, ?2)");
    private readonly Statement _forget = new(db, "DELETE FROM correlation_run WHERE slot >= ?1 AND slot < ?2");

    /// <summary>After a run is written.</summary>
    public void Step(long run)
    {
        var (group, step) = (CorrelationGroup.Of(run), (int)(run - CorrelationGroup.FirstRun(CorrelationGroup.Of(run))));
        if (group == 0)
            return;
        Merge(group - 1, step * BucketsPerStep);
        // The group before that one is whole, and nobody asks its runs any more.
        _forget.Bind(1, CorrelationRun.Slot(CorrelationGroup.FirstRun(group - 2) + step, 0));
        _forget.Bind(2, CorrelationRun.Slot(CorrelationGroup.FirstRun(group - 2) + step + 1, 0));
        _forget.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_read, _write, _forget])
            statement.Dispose();
    }

    private void Merge(long group, int from)
    {
        var buckets = new byte[BucketsPerStep][][];
        for (var i = 0; i < BucketsPerStep; i++)
            Array.Fill(buckets[i] = new byte[CorrelationGroup.Runs][], []);
        for (var i = 0; i < CorrelationGroup.Runs; i++)
        {
            var first = CorrelationRun.Slot(CorrelationGroup.FirstRun(group) + i, from);
            _read.Bind(1, first);
            _read.Bind(2, first + BucketsPerStep);
            while (_read.Step())
                buckets[_read.Long(0) - first][i] = _read.Bytes(1).ToArray();
            _read.Reset();
        }

        for (var i = 0; i < BucketsPerStep; i++)
        {
            if (CorrelationGroup.Pack(buckets[i]) is not { Length: > 0 } packed)
                continue;
            _write.Bind(1, CorrelationRun.Slot(group, from + i));
            _write.BindBlob(2, packed);
            _write.Run();
        }
    }
}
