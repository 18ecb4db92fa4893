using static Otel.EventSink.Docs.Tests.Seeding.Make;

namespace Otel.EventSink.Docs.Tests.Seeding;

/// <summary>The nightly release: Mahavishnu runs it, Crackerjack checks it. On Thursday a test fails.</summary>
internal static class ReleaseEvents
{
    public static IEnumerable<Event> All() => [.. Night(10, passes: true), .. Night(11, passes: true), .. Night(12, passes: false)];

    private static IEnumerable<Event> Night(int day, bool passes)
    {
        var id = $"release-03-{day}";
        var span = day * 100;
        var start = March(day, 2);

        Event Work(double second, double ms, SourceSystem system, EventType type, string title, int number, int parent) =>
            Span(start.AddSeconds(second), ms, system, type, title, span + number, parent == 0 ? 0 : span + parent, id);

        yield return Simple(start, SourceSystem.Mahavishnu, EventType.PoolSpawned, "Pool of 4 workers spawned") with { Data = Data(("pool.size", 4)), CorrelationId = id };
        yield return Simple(start, SourceSystem.Mahavishnu, EventType.WorkflowStarted, "Release started") with { Data = Data(("workflow.id", id), ("workflow.adapter", "prefect")), CorrelationId = id };
        yield return Work(1, 42_000, SourceSystem.Mahavishnu, EventType.WorkflowStageCompleted, "Build shop", 2, 1) with { Tags = ["release"] };
        yield return Work(44, 138_000 + day * 100, SourceSystem.Mahavishnu, EventType.WorkflowStageCompleted, "Check shop", 3, 1) with { Tags = ["release"] };
        yield return Work(45, 21_500, SourceSystem.Crackerjack, EventType.QualityCheckCompleted, "Fast hooks", 4, 3) with { Data = Data(("hooks", Data(("passed", 14), ("failed", 0)))), Tags = ["release", "quality"] };
        yield return Simple(start.AddSeconds(60), SourceSystem.Crackerjack, EventType.QualityIssueFound, "Method is too complex", Severity.Warning) with { Data = Data(("file", "cart.py"), ("line", 214), ("complexity", 17)), Tags = ["quality"], CorrelationId = id };
        yield return Simple(start.AddSeconds(67), SourceSystem.Crackerjack, EventType.TestRun, "Tests started") with { CorrelationId = id, Tags = ["quality"] };
        var tests = Work(67, 96_400, SourceSystem.Crackerjack, passes ? EventType.TestPassed : EventType.TestFailed, passes ? "Tests passed" : "Tests failed", 5, 3) with
        {
            Data = Data(("tests", Data(("passed", passes ? 412 : 411), ("failed", passes ? 0 : 1)))),
            Tags = ["release", "quality"],
        };
        yield return passes ? tests : tests.Failed("AssertionError", "expected 3 items, found 2", "test_cart.test_merge (test_cart.py:88)");
        yield return Simple(start.AddSeconds(164), SourceSystem.Crackerjack, EventType.CoverageUpdated, "Coverage updated") with { Data = Data(("coverage", 87.4 + (day - 10) * 0.6)), CorrelationId = id };
        yield return Work(0, 186_000 + day * 100, SourceSystem.Mahavishnu, passes ? EventType.WorkflowCompleted : EventType.WorkflowFailed, passes ? "Release completed" : "Release failed", 1, 0) with
        {
            Severity = passes ? Severity.Info : Severity.Error,
            Data = Data(("workflow.id", id), ("workflow.status", passes ? "completed" : "failed")),
            Tags = ["release"],
        };
        yield return Simple(start.AddSeconds(188), SourceSystem.Mahavishnu, EventType.PoolClosed, "Pool closed") with { CorrelationId = id };
    }
}
