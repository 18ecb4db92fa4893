using System.Diagnostics;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>Every question, to the product and to the reference in turn, median of up to five; a wrong answer ends the run.</summary>
internal static class QueryBenchmark
{
    private const int Rounds = 5;

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var count = arguments.Int("events", 1_000_000);
        var folder = arguments.Text("db") is { } path ? Directory.CreateDirectory(path) : Directory.CreateTempSubdirectory("eventsink-bench-");
        try
        {
            return await RunAsync(count, folder.FullName);
        }
        finally
        {
            if (arguments.Text("db") is null)
                folder.Delete(recursive: true);
        }
    }

    private static async Task<object> RunAsync(int count, string folder)
    {
        await using var events = EventCollector.Open(new EventSinkOptions { DatabasePath = Path.Combine(folder, "events.db"), TimeProvider = new FixedTime() });
        using var reference = new ReferenceStore(Path.Combine(folder, "reference.db"));
        if (await events.Query().CountAsync() == 0)
        {
            foreach (var page in Workload.Pages(count, 10_000))
                await events.CollectAsync(page);
            reference.Fill(Workload.Pages(count, 10_000));
        }

        var answers = new List<object>();
        foreach (var question in Questions.For(events, reference, count))
            answers.Add(await MeasureAsync(question));
        return new
        {
            events = count,
            bytes_per_event = Bytes(folder, "events.db") / count,
            reference_bytes_per_event = Bytes(folder, "reference.db") / count,
            questions = answers,
        };
    }

    private static async Task<object> MeasureAsync(Question question)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        // What takes seconds is clear after fewer rounds.
        for (var round = 0; round < Rounds && theirs.Sum() < 5_000; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await question.Ask();
            ours.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            started = Stopwatch.GetTimestamp();
            var expected = question.AskReference();
            theirs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (answer != expected)
                throw new InvalidOperationException($"'{question.Name}' is answered differently: {Short(answer)} instead of {Short(expected)}.");
        }

        var (own, other) = (Median(ours), Median(theirs));
        return new { name = question.Name, ms = Math.Round(own, 2), reference_ms = Math.Round(other, 2), times_faster = Math.Round(other / own, 1) };
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Bytes(string folder, string name) => new FileInfo(Path.Combine(folder, name)).Length;

    private static string Short(string text) => text.Length > 200 ? text[..200] + "..." : text;
}
