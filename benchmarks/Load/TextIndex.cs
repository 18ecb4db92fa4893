using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Benchmarks.Load;

/// <summary>The product indexes texts in idle time. The one place that knows when that is done; the file tells, since nobody else asks.</summary>
internal static class TextIndex
{
    /// <summary>So many events may wait until more have come.</summary>
    private const int Worthwhile = 8_192;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Until the index of a collector that is open has caught up.</summary>
    public static async Task WaitAsync(string path)
    {
        var (seen, left) = (long.MaxValue, Patience);
        while (CountWaiting(path) is var waiting && waiting >= Worthwhile)
        {
            left = waiting < seen ? Patience : left - Look;
            seen = waiting;
            if (left <= TimeSpan.Zero)
                throw new InvalidOperationException($"The text index of '{path}' does not go on: {waiting} events wait for it.");
            await Task.Delay(Look);
        }
    }

    private static long CountWaiting(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT next_sequence - coalesce((SELECT end FROM text_window ORDER BY window DESC LIMIT 1), 1) FROM store";
        return (long)command.ExecuteScalar()!;
    }
}
