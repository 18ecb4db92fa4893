using System.Reflection;

namespace Otel.EventSink.Tests;

public class EventTypeTests
{
    /// <summary>As design/event-model.md has them.</summary>
    private const string WellKnown = """
        lifecycle.start, lifecycle.stop, lifecycle.restart
        workflow.started, workflow.completed, workflow.failed, workflow.cancelled, workflow.stage_completed
        pool.spawned, pool.scaled, pool.closed
        worker.started, worker.stopped, worker.error, worker.status_changed
        quality_check.started, quality_check.completed, quality_gate.checked, quality_issue.found
        test.run, test.started, test.passed, test.failed, test.completed
        coverage.calculated, coverage.updated
        session.created, session.updated, session.deleted, session.restored, session.checkpoint
        code.indexed, code.index_failed
        analytics.query, insight.detected, pattern.detected, anomaly.detected, aggregation.completed, report.generated
        config.changed, config.validated, config.reloaded
        error.occurred, error.recovered
        log.record, span.completed, call.started, call.completed, call.failed
        """;

    public static TheoryData<string> Names => [.. WellKnown.Split([',', '\n'], StringSplitOptions.TrimEntries)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachWellKnownTypeHasItsMember(string name)
    {
        var member = string.Concat(name.Split('.', '_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

        Assert.Equal(new EventType(name), typeof(EventType).GetProperty(member, BindingFlags.Public | BindingFlags.Static)?.GetValue(null));
        Assert.Equal(name, typeof(EventTypeNames).GetField(member)?.GetRawConstantValue());
    }

    [Fact]
    public void ThereAreNoOtherWellKnownTypes()
    {
        Assert.Equal(Names.Count, typeof(EventTypeNames).GetFields().Length);
        Assert.Equal(Names.Count, typeof(EventType).GetProperties(BindingFlags.Public | BindingFlags.Static).Length);
    }

    [Fact]
    public void AnyNameIsKeptAsItIs()
    {
        Assert.Equal("Order-Placed/v2", new EventType("Order-Placed/v2").Name);
        Assert.Equal(new EventType("a.b"), new EventType("a.b"));
        Assert.NotEqual(new EventType("a.b"), new EventType("A.b"));
        Assert.Equal("a.b", new EventType("a.b").ToString());
    }

    [Fact]
    public void TheDefaultIsALogRecord()
    {
        Assert.Equal("log.record", default(EventType).Name);
        Assert.Equal(EventType.LogRecord, default);
        Assert.Equal(EventType.LogRecord.GetHashCode(), default(EventType).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("order placed")]
    [InlineData("order\nplaced")]
    [InlineData("order\0placed")]
    public void AWrongNameIsRefusedAndNamed(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => new EventType(name));

        Assert.Contains($"'{name}' is not a name", e.Message);
        Assert.Equal("name", e.ParamName);
    }

    [Fact]
    public void TheLongestNameHas256Characters()
    {
        Assert.Equal(256, new EventType(new string('x', 256)).Name.Length);
        Assert.InRange(Assert.Throws<ArgumentException>(() => new EventType(new string('x', 257))).Message.Length, 1, 250);
        Assert.Throws<ArgumentNullException>(() => new EventType(null!));
    }
}
