using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>A log record that comes through OpenTelemetry makes the event that the recorder's logger provider makes of it.</summary>
public class LogExporterTests
{
    public static MatrixTheoryData<string, bool, bool, ExportProcessorType> Ways { get; } =
        new(["WithLogging", "AddOpenTelemetry"], [false, true], [false, true], [ExportProcessorType.Simple, ExportProcessorType.Batch]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AnExportedRecordIsTheSameEvent(string way, bool formatted, bool parsed, ExportProcessorType type)
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        var direct = await LogPipelines.RecordAsync(LogPipelines.Direct(folder.Database), Speak);
        var exported = await LogPipelines.RecordAsync(
            LogPipelines.Exported(
                other.Database,
                way,
                o => (o.IncludeFormattedMessage, o.ParseStateValues, o.IncludeScopes) = (formatted, parsed, true),
                o => o.ExportProcessorType = type),
            Speak);
        Assert.Equal(direct.Select(Describe), exported.Select(Describe));
    }

    [Fact]
    public async Task ScopesThatThePipelineLeavesOutAreLeftOut()
    {
        using var folder = new TempFolder();
        var exported = await LogPipelines.RecordAsync(LogPipelines.Exported(folder.Database, "WithLogging", o => o.IncludeScopes = false), Speak);
        Assert.All(exported, e => Assert.False(e.Metadata.ContainsKey("scopes")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecretsAreRedacted(bool formatted)
    {
        using var folder = new TempFolder();
        var services = new ServiceCollection().AddSingleton(_ => EventCollector.Open(folder.Database));
        services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddAttributes([new("db.password", "hunter2"), new("region", "eu")]))
            .WithLogging(l => l.AddEventSinkExporter(), o => (o.IncludeFormattedMessage, o.IncludeScopes) = (formatted, true));
        var events = await LogPipelines.RecordAsync(services.BuildServiceProvider(), log =>
        {
            using (log.BeginScope(new Dictionary<string, object?> { ["cookie"] = "hunter2" }))
                log.LogInformation("Login of {User} with {Password}", "Ada", "hunter2");
        });
        var e = Assert.Single(events);
        Assert.Equal(("Login of Ada with [redacted]", "[redacted]"), (e.Description, e.Data["Password"]));
        var resource = (IReadOnlyDictionary<string, object?>)e.Metadata["resource"]!;
        Assert.Equal(("[redacted]", "eu"), (resource["db.password"], resource["region"]));
        Assert.DoesNotContain("hunter2", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(folder.Database)), StringComparison.Ordinal);
    }

    private static void Speak(ILogger log)
    {
        var trace = new Activity("caller").SetParentId(ActivityTraceId.CreateFromString("11111111111111111111111111111111"), ActivitySpanId.CreateFromString("2222222222222222")).Start();
        log.LogInformation("Plain");
        log.LogWarning(new EventId(7, "Late"), "Order {OrderId} is {Hours:0.0} h late, {{really}}, {Reason,-6}!", 42, 1.5, null);
        log.LogInformation(new EventId(8, "order.placed"), "Order {OrderId} of {Items}", "A-7", new[] { "tea", "cups" });
        log.LogTrace("Not heard");
        log.LogCritical("Fire {Where} {When}", Severity.Error, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        using (log.BeginScope("Checkout {Step}", 2))
        using (log.BeginScope(new Dictionary<string, object?> { ["correlation_id"] = "order-7", ["tags"] = "a,b" }))
        using (log.BeginScope("only text"))
            log.LogInformation("Scoped {event_type} {duration_ms} {system}", "order.paid", 12.5, "billing");
        log.Log(LogLevel.Error, 9, new Dictionary<string, object?> { ["Colour"] = "blue" }, null, (_, _) => "Rendered by a formatter");
        log.Log(LogLevel.Information, 0, "a bare string", null, (s, _) => s);
        log.LogError(new InvalidOperationException("Broken", new TimeoutException()), "Failed {Times} times", 3);
        trace.Stop();
    }

    /// <summary>Every field but those that cannot be the same: id, times, thread, order, and the resource, which is the pipeline's.</summary>
    private static string Describe(Event e) => Json.Of(new
    {
        e.Type.Name,
        e.Severity,
        e.SeverityNumber,
        e.Title,
        e.Description,
        e.Data,
        e.Tags,
        e.SourceComponent,
        e.Duration,
        e.Kind,
        System = e.System.Name == "billing",
        Correlation = e.CorrelationId,
        HasSpan = e.SpanId is not null,
        Metadata = e.Metadata.Where(m => m.Key is not ("thread" or "resource")).OrderBy(m => m.Key, StringComparer.Ordinal),
    });
}
