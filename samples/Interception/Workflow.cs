using Microsoft.Extensions.Logging;
using Otel.EventSink;

namespace Interception;

/// <summary>Orchestration: workflow.started, then workflow.completed, workflow.failed or workflow.cancelled.</summary>
public interface IWorkflow
{
    [CollectEvent("mahavishnu", EventTypeNames.WorkflowStarted, Arguments = true, Result = true)]
    Task<int> ReviewAsync(string folder, CancellationToken ct = default);
}

internal sealed class Workflow(ISettings settings, ISessions sessions, IQualityCheck quality, IAnalytics analytics, ILogger<Workflow> log) : IWorkflow
{
    public async Task<int> ReviewAsync(string folder, CancellationToken ct = default)
    {
        var limit = settings.Reload();
        var session = await sessions.CreateAsync(folder);
        var issues = await quality.CheckAsync(folder, limit, ct);
        var words = 0;
        await foreach (var _ in analytics.WordsAsync(folder, ct))
            words++;
        log.LogInformation("{Folder} has {Words} words and {Issues} lines of more than {Limit} characters", Path.GetFileName(folder), words, issues, limit);
        await sessions.CheckpointAsync(session, issues);
        return issues;
    }
}
