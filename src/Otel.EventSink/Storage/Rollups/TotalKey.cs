namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// System, type and severity in one number, which SQL puts together: a column less to read is worth more than all the adding, where a
/// hundred thousand rows are read. There is room for 2^23 systems and 2^32 types.
/// </summary>
internal readonly record struct TotalKey(long Packed)
{
    /// <summary>The number as an expression over these three columns. In SQLite shifts bind no closer than the bar.</summary>
    public const string Sql = "(system << 40) | (type << 8) | severity";

    public long System => Packed >> 40;

    public long Type => (Packed >> 8) & uint.MaxValue;

    public int Severity => (int)(Packed & 0xFF);

    public static TotalKey Of(long system, long type, int severity) => new((system << 40) | (type << 8) | (uint)severity);
}
