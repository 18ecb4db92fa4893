namespace Otel.EventSink;

/// <summary>The well-known event types as constants, for attributes. The same names as on <see cref="EventType"/>.</summary>
public static class EventTypeNames
{
    // Lifecycle
    /// <summary><c>lifecycle.start</c></summary>
    public const string LifecycleStart = "lifecycle.start";
    /// <summary><c>lifecycle.stop</c></summary>
    public const string LifecycleStop = "lifecycle.stop";
    /// <summary><c>lifecycle.restart</c></summary>
    public const string LifecycleRestart = "lifecycle.restart";

    // Workflow
    /// <summary><c>workflow.started</c></summary>
    public const string WorkflowStarted = "workflow.started";
    /// <summary><c>workflow.completed</c></summary>
    public const string WorkflowCompleted = "workflow.completed";
    /// <summary><c>workflow.failed</c></summary>
    public const string WorkflowFailed = "workflow.failed";
    /// <summary><c>workflow.cancelled</c></summary>
    public const string WorkflowCancelled = "workflow.cancelled";
    /// <summary><c>workflow.stage_completed</c></summary>
    public const string WorkflowStageCompleted = "workflow.stage_completed";

    // Pool
    /// <summary><c>pool.spawned</c></summary>
    public const string PoolSpawned = "pool.spawned";
    /// <summary><c>pool.scaled</c></summary>
    public const string PoolScaled = "pool.scaled";
    /// <summary><c>pool.closed</c></summary>
    public const string PoolClosed = "pool.closed";

    // Worker
    /// <summary><c>worker.started</c></summary>
    public const string WorkerStarted = "worker.started";
    /// <summary><c>worker.stopped</c></summary>
    public const string WorkerStopped = "worker.stopped";
    /// <summary><c>worker.error</c></summary>
    public const string WorkerError = "worker.error";
    /// <summary><c>worker.status_changed</c></summary>
    public const string WorkerStatusChanged = "worker.status_changed";

    // Quality
    /// <summary><c>quality_check.started</c></summary>
    public const string QualityCheckStarted = "quality_check.started";
    /// <summary><c>quality_check.completed</c></summary>
    public const string QualityCheckCompleted = "quality_check.completed";
    /// <summary><c>quality_gate.checked</c></summary>
    public const string QualityGateChecked = "quality_gate.checked";
    /// <summary><c>quality_issue.found</c></summary>
    public const string QualityIssueFound = "quality_issue.found";

    // Test
    /// <summary><c>test.run</c></summary>
    public const string TestRun = "test.run";
    /// <summary><c>test.started</c></summary>
    public const string TestStarted = "test.started";
    /// <summary><c>test.passed</c></summary>
    public const string TestPassed = "test.passed";
    /// <summary><c>test.failed</c></summary>
    public const string TestFailed = "test.failed";
    /// <summary><c>test.completed</c></summary>
    public const string TestCompleted = "test.completed";

    // Coverage
    /// <summary><c>coverage.calculated</c></summary>
    public const string CoverageCalculated = "coverage.calculated";
    /// <summary><c>coverage.updated</c></summary>
    public const string CoverageUpdated = "coverage.updated";

    // Session
    /// <summary><c>session.created</c></summary>
    public const string SessionCreated = "session.created";
    /// <summary><c>session.updated</c></summary>
    public const string SessionUpdated = "session.updated";
    /// <summary><c>session.deleted</c></summary>
    public const string SessionDeleted = "session.deleted";
    /// <summary><c>session.restored</c></summary>
    public const string SessionRestored = "session.restored";
    /// <summary><c>session.checkpoint</c></summary>
    public const string SessionCheckpoint = "session.checkpoint";

    // Code
    /// <summary><c>code.indexed</c></summary>
    public const string CodeIndexed = "code.indexed";
    /// <summary><c>code.index_failed</c></summary>
    public const string CodeIndexFailed = "code.index_failed";

    // Analytics
    /// <summary><c>analytics.query</c></summary>
    public const string AnalyticsQuery = "analytics.query";
    /// <summary><c>insight.detected</c></summary>
    public const string InsightDetected = "insight.detected";
    /// <summary><c>pattern.detected</c></summary>
    public const string PatternDetected = "pattern.detected";
    /// <summary><c>anomaly.detected</c></summary>
    public const string AnomalyDetected = "anomaly.detected";
    /// <summary><c>aggregation.completed</c></summary>
    public const string AggregationCompleted = "aggregation.completed";
    /// <summary><c>report.generated</c></summary>
    public const string ReportGenerated = "report.generated";

    // Configuration
    /// <summary><c>config.changed</c></summary>
    public const string ConfigChanged = "config.changed";
    /// <summary><c>config.validated</c></summary>
    public const string ConfigValidated = "config.validated";
    /// <summary><c>config.reloaded</c></summary>
    public const string ConfigReloaded = "config.reloaded";

    // Errors
    /// <summary><c>error.occurred</c></summary>
    public const string ErrorOccurred = "error.occurred";
    /// <summary><c>error.recovered</c></summary>
    public const string ErrorRecovered = "error.recovered";

    // Generic: what is only a log line, a span or a call
    /// <summary><c>log.record</c></summary>
    public const string LogRecord = "log.record";
    /// <summary><c>span.completed</c></summary>
    public const string SpanCompleted = "span.completed";
    /// <summary><c>call.started</c></summary>
    public const string CallStarted = "call.started";
    /// <summary><c>call.completed</c></summary>
    public const string CallCompleted = "call.completed";
    /// <summary><c>call.failed</c></summary>
    public const string CallFailed = "call.failed";
}
