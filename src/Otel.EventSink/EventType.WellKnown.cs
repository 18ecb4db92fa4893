namespace Otel.EventSink;

public readonly partial record struct EventType
{
    // Lifecycle
    /// <summary><c>lifecycle.start</c></summary>
    public static EventType LifecycleStart { get; } = new(EventTypeNames.LifecycleStart);
    /// <summary><c>lifecycle.stop</c></summary>
    public static EventType LifecycleStop { get; } = new(EventTypeNames.LifecycleStop);
    /// <summary><c>lifecycle.restart</c></summary>
    public static EventType LifecycleRestart { get; } = new(EventTypeNames.LifecycleRestart);

    // Workflow
    /// <summary><c>workflow.started</c></summary>
    public static EventType WorkflowStarted { get; } = new(EventTypeNames.WorkflowStarted);
    /// <summary><c>workflow.completed</c></summary>
    public static EventType WorkflowCompleted { get; } = new(EventTypeNames.WorkflowCompleted);
    /// <summary><c>workflow.failed</c></summary>
    public static EventType WorkflowFailed { get; } = new(EventTypeNames.WorkflowFailed);
    /// <summary><c>workflow.cancelled</c></summary>
    public static EventType WorkflowCancelled { get; } = new(EventTypeNames.WorkflowCancelled);
    /// <summary><c>workflow.stage_completed</c></summary>
    public static EventType WorkflowStageCompleted { get; } = new(EventTypeNames.WorkflowStageCompleted);

    // Pool
    /// <summary><c>pool.spawned</c></summary>
    public static EventType PoolSpawned { get; } = new(EventTypeNames.PoolSpawned);
    /// <summary><c>pool.scaled</c></summary>
    public static EventType PoolScaled { get; } = new(EventTypeNames.PoolScaled);
    /// <summary><c>pool.closed</c></summary>
    public static EventType PoolClosed { get; } = new(EventTypeNames.PoolClosed);

    // Worker
    /// <summary><c>worker.started</c></summary>
    public static EventType WorkerStarted { get; } = new(EventTypeNames.WorkerStarted);
    /// <summary><c>worker.stopped</c></summary>
    public static EventType WorkerStopped { get; } = new(EventTypeNames.WorkerStopped);
    /// <summary><c>worker.error</c></summary>
    public static EventType WorkerError { get; } = new(EventTypeNames.WorkerError);
    /// <summary><c>worker.status_changed</c></summary>
    public static EventType WorkerStatusChanged { get; } = new(EventTypeNames.WorkerStatusChanged);

    // Quality
    /// <summary><c>quality_check.started</c></summary>
    public static EventType QualityCheckStarted { get; } = new(EventTypeNames.QualityCheckStarted);
    /// <summary><c>quality_check.completed</c></summary>
    public static EventType QualityCheckCompleted { get; } = new(EventTypeNames.QualityCheckCompleted);
    /// <summary><c>quality_gate.checked</c></summary>
    public static EventType QualityGateChecked { get; } = new(EventTypeNames.QualityGateChecked);
    /// <summary><c>quality_issue.found</c></summary>
    public static EventType QualityIssueFound { get; } = new(EventTypeNames.QualityIssueFound);

    // Test
    /// <summary><c>test.run</c></summary>
    public static EventType TestRun { get; } = new(EventTypeNames.TestRun);
    /// <summary><c>test.started</c></summary>
    public static EventType TestStarted { get; } = new(EventTypeNames.TestStarted);
    /// <summary><c>test.passed</c></summary>
    public static EventType TestPassed { get; } = new(EventTypeNames.TestPassed);
    /// <summary><c>test.failed</c></summary>
    public static EventType TestFailed { get; } = new(EventTypeNames.TestFailed);
    /// <summary><c>test.completed</c></summary>
    public static EventType TestCompleted { get; } = new(EventTypeNames.TestCompleted);

    // Coverage
    /// <summary><c>coverage.calculated</c></summary>
    public static EventType CoverageCalculated { get; } = new(EventTypeNames.CoverageCalculated);
    /// <summary><c>coverage.updated</c></summary>
    public static EventType CoverageUpdated { get; } = new(EventTypeNames.CoverageUpdated);

    // Session
    /// <summary><c>session.created</c></summary>
    public static EventType SessionCreated { get; } = new(EventTypeNames.SessionCreated);
    /// <summary><c>session.updated</c></summary>
    public static EventType SessionUpdated { get; } = new(EventTypeNames.SessionUpdated);
    /// <summary><c>session.deleted</c></summary>
    public static EventType SessionDeleted { get; } = new(EventTypeNames.SessionDeleted);
    /// <summary><c>session.restored</c></summary>
    public static EventType SessionRestored { get; } = new(EventTypeNames.SessionRestored);
    /// <summary><c>session.checkpoint</c></summary>
    public static EventType SessionCheckpoint { get; } = new(EventTypeNames.SessionCheckpoint);

    // Code
    /// <summary><c>code.indexed</c></summary>
    public static EventType CodeIndexed { get; } = new(EventTypeNames.CodeIndexed);
    /// <summary><c>code.index_failed</c></summary>
    public static EventType CodeIndexFailed { get; } = new(EventTypeNames.CodeIndexFailed);

    // Analytics
    /// <summary><c>analytics.query</c></summary>
    public static EventType AnalyticsQuery { get; } = new(EventTypeNames.AnalyticsQuery);
    /// <summary><c>insight.detected</c></summary>
    public static EventType InsightDetected { get; } = new(EventTypeNames.InsightDetected);
    /// <summary><c>pattern.detected</c></summary>
    public static EventType PatternDetected { get; } = new(EventTypeNames.PatternDetected);
    /// <summary><c>anomaly.detected</c></summary>
    public static EventType AnomalyDetected { get; } = new(EventTypeNames.AnomalyDetected);
    /// <summary><c>aggregation.completed</c></summary>
    public static EventType AggregationCompleted { get; } = new(EventTypeNames.AggregationCompleted);
    /// <summary><c>report.generated</c></summary>
    public static EventType ReportGenerated { get; } = new(EventTypeNames.ReportGenerated);

    // Configuration
    /// <summary><c>config.changed</c></summary>
    public static EventType ConfigChanged { get; } = new(EventTypeNames.ConfigChanged);
    /// <summary><c>config.validated</c></summary>
    public static EventType ConfigValidated { get; } = new(EventTypeNames.ConfigValidated);
    /// <summary><c>config.reloaded</c></summary>
    public static EventType ConfigReloaded { get; } = new(EventTypeNames.ConfigReloaded);

    // Errors
    /// <summary><c>error.occurred</c></summary>
    public static EventType ErrorOccurred { get; } = new(EventTypeNames.ErrorOccurred);
    /// <summary><c>error.recovered</c></summary>
    public static EventType ErrorRecovered { get; } = new(EventTypeNames.ErrorRecovered);

    // Generic: what is only a log line, a span or a call
    /// <summary><c>log.record</c></summary>
    public static EventType LogRecord { get; } = new(EventTypeNames.LogRecord);
    /// <summary><c>span.completed</c></summary>
    public static EventType SpanCompleted { get; } = new(EventTypeNames.SpanCompleted);
    /// <summary><c>call.started</c></summary>
    public static EventType CallStarted { get; } = new(EventTypeNames.CallStarted);
    /// <summary><c>call.completed</c></summary>
    public static EventType CallCompleted { get; } = new(EventTypeNames.CallCompleted);
    /// <summary><c>call.failed</c></summary>
    public static EventType CallFailed { get; } = new(EventTypeNames.CallFailed);
}
