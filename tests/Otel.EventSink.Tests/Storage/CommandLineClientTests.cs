using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Otel.EventSink.Tests;

/// <summary>What a person sees with the <c>sqlite3</c> program, older than the library, while the collector is open.</summary>
public class CommandLineClientTests
{
    [Fact]
    public async Task ThePersonWithTheSqlite3ProgramSeesTheContract()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var e = new Event
        {
            System = SourceSystem.Mahavishnu,
            Type = EventType.WorkflowStarted,
            Title = "It's started",
            Timestamp = new DateTimeOffset(1969, 12, 31, 23, 59, 59, 250, TimeSpan.Zero),
            Duration = TimeSpan.FromSeconds(2),
            Tags = ["x"],
        };
        await collector.CollectAsync([e, e with { Id = Guid.Empty, Severity = Severity.Error }]);

        var rows = JsonDocument.Parse(Run(folder.Database, "SELECT * FROM events ORDER BY sequence")).RootElement;
        Assert.Equal(2, rows.GetArrayLength());
        Assert.Equal(
            ["id", "timestamp", "system", "event_type", "severity", "title", "description", "data", "tags", "correlation_id", "source_component", "duration_ms", "metadata"],
            rows[0].EnumerateObject().Select(p => p.Name).Take(13));
        var stored = await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(stored[i].Id.ToString(), rows[i].GetProperty("id").GetString());
            Assert.Equal("1969-12-31T23:59:59.250000000Z", rows[i].GetProperty("timestamp").GetString());
            Assert.Equal("It's started", rows[i].GetProperty("title").GetString());
            Assert.Equal(2_000, rows[i].GetProperty("duration_ms").GetInt64());
        }

        Assert.Equal("error", rows[1].GetProperty("severity").GetString());
    }

    private static string Run(string database, string sql)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("sqlite3", ["-json", database, sql]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("The sqlite3 command line program is not installed.");
            throw;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEnd();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal((0, ""), (process.ExitCode, error));
            return output;
        }
    }
}
