using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class SystemRuleExamples
{
    public static async Task RuleMahavishnu(WebApplicationBuilder builder)
    {
        // <rule-mahavishnu>
        builder.Services.AddCentralEventLogging(options =>
        {
            options.Rules.Add(new EventRule { Source = "mahavishnu.*", Name = "workflow.*", SetSystem = SourceSystem.Mahavishnu, SetType = EventType.WorkflowStarted, SetCorrelationFrom = "workflow.id" });
            options.Rules.Add(new EventRule { Source = "mahavishnu.*", Name = "repo.process.*", SetSystem = SourceSystem.Mahavishnu, SetType = EventType.WorkflowStageCompleted, SetCorrelationFrom = "workflow.id" });
            options.Rules.Add(new EventRule { Source = "mahavishnu.*", SetSystem = SourceSystem.Mahavishnu });
        });
        // </rule-mahavishnu>
        await RuleCheck.PrintAsync(builder, "mahavishnu.core.observability", "workflow.wf_1a2b_ingest", ("workflow.id", "wf_1a2b_ingest"));
        await RuleCheck.PrintAsync(builder, "mahavishnu.core.observability", "repo.process.shop", ("workflow.id", "wf_1a2b_ingest"));
    }

    public static async Task RuleCrackerjack(WebApplicationBuilder builder)
    {
        // <rule-crackerjack>
        static EventRule Node(string node, string success, EventType type) => new()
        {
            Source = "runtime.workflow",
            Attributes = new Dictionary<string, string>
            {
                ["oneiric.workflow.key"] = "crackerjack",
                ["oneiric.workflow.node"] = node,
                ["oneiric.workflow.node.success"] = success,
            },
            SetSystem = SourceSystem.Crackerjack,
            SetType = type,
            SetSeverity = success == "false" ? Severity.Error : null,
        };

        builder.Services.AddCentralEventLogging(options =>
        {
            options.Rules.Add(Node("tests", "true", EventType.TestPassed));
            options.Rules.Add(Node("tests", "false", EventType.TestFailed));
            options.Rules.Add(Node("*_hooks", "*", EventType.QualityCheckCompleted));
            options.Rules.Add(Node("coverage_ratchet", "*", EventType.CoverageUpdated));
        });
        // </rule-crackerjack>
        await RuleCheck.PrintAsync(builder, "runtime.workflow", "workflow.node", ("oneiric.workflow.key", "crackerjack"), ("oneiric.workflow.node", "tests"), ("oneiric.workflow.node.success", false));
        await RuleCheck.PrintAsync(builder, "runtime.workflow", "workflow.node", ("oneiric.workflow.key", "crackerjack"), ("oneiric.workflow.node", "fast_hooks"), ("oneiric.workflow.node.success", true));
    }

    public static async Task RuleSessionBuddy(WebApplicationBuilder builder)
    {
        // <rule-session-buddy>
        static EventRule Tool(string tool, EventType type) => new()
        {
            Name = $"mcp.tools.call.{tool}",
            SetSystem = SourceSystem.SessionBuddy,
            SetType = type,
            SetCorrelationFrom = "mcp.session.id",
        };

        builder.Services.AddCentralEventLogging(options =>
        {
            options.Rules.Add(Tool("start", EventType.SessionCreated));
            options.Rules.Add(Tool("checkpoint", EventType.SessionCheckpoint));
            options.Rules.Add(Tool("end", EventType.SessionDeleted));
        });
        // </rule-session-buddy>
        await RuleCheck.PrintAsync(builder, "mcp_common.server.telemetry.session-buddy", "mcp.tools.call.start", ("mcp.session.id", "abc"));
    }

    public static async Task RuleAkosha(WebApplicationBuilder builder)
    {
        // <rule-akosha>
        builder.Services.AddCentralEventLogging(options =>
        {
            options.Rules.Add(new EventRule { Source = "akosha.*", Name = "analytics_detect_anomalies", SetSystem = SourceSystem.Akosha, SetType = EventType.InsightDetected });
            options.Rules.Add(new EventRule { Source = "akosha.*", Name = "analytics_*", SetSystem = SourceSystem.Akosha, SetType = EventType.AnalyticsQuery });
        });
        // </rule-akosha>
        await RuleCheck.PrintAsync(builder, "akosha.observability.tracing", "analytics_analyze_trend", ("analytics.metric_name", "quality_score"));
        await RuleCheck.PrintAsync(builder, "akosha.observability.tracing", "analytics_detect_anomalies");
    }

    public static async Task RuleOneiric(WebApplicationBuilder builder)
    {
        // <rule-oneiric>
        builder.Services.AddCentralEventLogging(options =>
        {
            var failed = new Dictionary<string, string> { ["oneiric.lifecycle.success"] = "false" };
            options.Rules.Add(new EventRule { Source = "lifecycle.*", Name = "lifecycle.swap", Attributes = failed, SetSystem = SourceSystem.Oneiric, SetType = EventType.LifecycleRestart, SetSeverity = Severity.Error });
            options.Rules.Add(new EventRule { Source = "lifecycle.*", Name = "lifecycle.swap", SetSystem = SourceSystem.Oneiric, SetType = EventType.LifecycleRestart });
            options.Rules.Add(new EventRule { Name = "tracked_settings.change_batch", SetSystem = SourceSystem.Oneiric, SetType = EventType.ConfigChanged });
        });
        // </rule-oneiric>
        await RuleCheck.PrintAsync(builder, "lifecycle.adapter", "lifecycle.swap", ("oneiric.lifecycle.success", false));
        await RuleCheck.PrintAsync(builder, "oneiric.settings", "tracked_settings.change_batch");
    }
}
