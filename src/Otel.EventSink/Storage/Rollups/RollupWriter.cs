using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Adds up what a transaction inserts, and adds that to the rollups before it is committed. Used by the appender alone.</summary>
internal sealed class RollupWriter(sqlite3 db) : IDisposable
{
    private readonly CellTable _cells = new(db);
    private readonly HistogramTable _histograms = new(db);
    private readonly ErrorTable _errors = new(db);
    private readonly NameWriter _names = new(db);
    private readonly HashSet<long> _holes = [];
    private readonly Statement _readHoles = new(db, "SELECT hour FROM rollup_hole");

    /// <summary>At the beginning of a transaction.</summary>
    public void Begin()
    {
        _cells.Clear();
        _histograms.Clear();
        _errors.Clear();
        _names.Begin();
        _holes.Clear();
        while (_readHoles.Step())
            _holes.Add(_readHoles.Long(0));
        _readHoles.Reset();
    }

    /// <summary>For each event that is really inserted.</summary>
    public void Add(in RollupEvent e)
    {
        _names.Add(e);
        var hour = HourOf.Time(e.Time);
        if (_holes.Count > 0 && _holes.Contains(hour))
            return;
        _cells.Add(hour, e);
        _histograms.Add(hour, e);
        _errors.Add(hour, e);
    }

    /// <summary>Before the commit.</summary>
    public void End()
    {
        _cells.Write();
        _histograms.Write();
        _errors.Write();
        _names.End();
    }

    public void Dispose()
    {
        _names.Dispose();
        _readHoles.Dispose();
        _cells.Dispose();
        _histograms.Dispose();
        _errors.Dispose();
    }
}
