namespace Otel.EventSink.Benchmarks.Raw;

/// <summary>A table's rows, all columns in the order of the table.</summary>
internal sealed record TableRows(string Table, RowBuffer Rows)
{
    public string InsertStatement => $"INSERT INTO {Table} VALUES ({string.Join(", ", Enumerable.Range(1, Rows.Columns).Select(i => $"?{i}"))})";
}
