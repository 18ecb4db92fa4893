namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>Counts of equal parts of time without a gap: empty parts are there as zeros.</summary>
/// <param name="Start">The first moment of the first part.</param>
/// <param name="Part">The length of a part.</param>
/// <param name="Counts">How many events fell into each part.</param>
/// <param name="FirstIsCut">The window begins within the first part, so its count says nothing.</param>
/// <param name="Running">The index of the part that is still running; it and what follows is not looked at.</param>
internal sealed record CountSeries(
    DateTimeOffset Start, TimeSpan Part, IReadOnlyList<long> Counts, bool FirstIsCut = false, int? Running = null)
{
    /// <summary>The first part that is judged.</summary>
    public int First => FirstIsCut ? 1 : 0;

    /// <summary>The part after the last that is judged.</summary>
    public int End => Math.Clamp(Running ?? Counts.Count, 0, Counts.Count);

    public int Judged => Math.Max(0, End - First);

    public int PartsPerDay => (int)Math.Clamp(TimeSpan.TicksPerDay / Part.Ticks, 1, int.MaxValue);

    public DateTimeOffset StartOf(int part) => Start.ToUniversalTime() + part * Part;

    /// <summary>The counts of the judged parts.</summary>
    public double[] Values()
    {
        var values = new double[Judged];
        for (var i = 0; i < values.Length; i++)
            values[i] = Counts[First + i];
        return values;
    }
}
