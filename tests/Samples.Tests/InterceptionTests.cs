using Otel.EventSink;

namespace Otel.EventSink.Samples.Tests;

public sealed class InterceptionTests : IDisposable
{
    private readonly SampleRun _run = new();

    [Fact]
    public async Task EachOfTheFiveSystemsTellsWhatItDid()
    {
        var output = await _run.OfAsync("Interception");
        await using var collector = EventCollector.Open(_run.Database);
        var events = (await collector.Query().ToListAsync()).OrderBy(e => e.Sequence).ToList();
        var reviews = events.Where(e => e.Type == EventType.WorkflowStarted).Select(s => events.Where(e => e.CorrelationId == s.CorrelationId).ToList()).ToList();
        Assert.Equal(3, reviews.Count);

        // One correlation joins the calls of all five and the log line between them.
        Assert.Equal(
            ["workflow.started", "config.reloaded", "session.created", "quality_check.started", "quality_check.completed", "analytics.query", "log.record", "session.checkpoint", "workflow.completed"],
            reviews[0].Select(e => e.Type.Name));
        Assert.Equal(["mahavishnu", "oneiric", "session_buddy", "crackerjack", "akosha"], reviews[0].Where(e => e.Kind != EventKind.Log).Select(e => e.System.Name).Distinct());
        Assert.Equal(1L, reviews[0][^1].Data["result"]);
        Assert.Equal(13L, reviews[0].Single(e => e.Type == EventType.AnalyticsQuery).Data["items"]);

        Assert.Equal(["error.occurred", "workflow.failed"], reviews[1].Where(e => e.Severity == Severity.Error).Select(e => e.Type.Name));
        Assert.Equal("System.IO.DirectoryNotFoundException", reviews[1][^1].Data["exception.type"]);
        Assert.Equal((EventType.WorkflowCancelled, Severity.Warning), (reviews[2][^1].Type, reviews[2][^1].Severity));
        Assert.All(reviews, r => Assert.True(r[^1].Duration > TimeSpan.Zero));
        Assert.Contains("workflow.failed IWorkflow.ReviewAsync [Error]", output);
    }

    public void Dispose() => _run.Dispose();
}
