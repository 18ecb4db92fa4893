using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>
/// Every question, to the product and to the reference in turn; a wrong answer ends the run. A folder that is named is kept, and asked
/// again as it is the next time. With an earlier line to compare with, how a larger store fares against a smaller one.
/// </summary>
internal static class QueryBenchmark
{
    public static async Task<object> RunAsync(Arguments arguments)
    {
        var asked = arguments.Int("events", 1_000_000);
        var earlier = EarlierLine.Read(arguments.Text("compare"));
        using var folder = new WorkFolder(arguments.Text("db"));
        var answers = new List<object>();
        int count;
        await using (var events = EventCollector.Open(new EventSinkOptions { DatabasePath = folder["events.db"], TimeProvider = new FixedTime() }))
        {
            using var reference = arguments.Has("no-reference") ? null : new SqlStore(folder["reference.db"]);
            count = await FillAsync(events, reference, asked);
            // Questions meet the product at rest.
            await events.FlushAsync(Durability.Synced);
            await TextIndex.WaitAsync(folder["events.db"]);
            foreach (var question in Questions.For(events, count))
                answers.Add((await QuestionTimes.MeasureAsync(question, reference)).ToLine(earlier));
        }

        return new
        {
            events = count,
            bytes_per_event = Bytes(folder["events.db"], count),
            reference_bytes_per_event = Bytes(folder["reference.db"], count),
            questions = answers,
        };
    }

    /// <summary>How many events both stores hold from now on: those that are there, or as many as asked for.</summary>
    private static async Task<int> FillAsync(EventCollector events, SqlStore? reference, int asked)
    {
        var count = (int)await events.Query().CountAsync();
        if (count == 0)
        {
            count = asked;
            foreach (var page in Workload.Pages(count, 10_000))
                await events.CollectAsync(page);
        }
        else if (count != asked)
            Figures.Say($"The folder holds {count:n0} events; these are asked.");
        if (reference is { IsFilled: false })
            reference.Fill(Workload.Pages(count, 10_000));
        return count;
    }

    private static double? Bytes(string path, int count) => File.Exists(path) ? Math.Round(new FileInfo(path).Length / (double)count, 1) : null;
}
