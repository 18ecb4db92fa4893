// Five services, each behind an interface. One line for each, and its calls are recorded; the attributes say as what.
using Interception;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Otel.EventSink;

var place = new Place(Directory.CreateTempSubdirectory("eventsink-interception-").FullName);
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.Logging.ClearProviders(); // so that the console shows only what is printed below
    builder.Services.AddCentralEventLogging();
    builder.Services.AddSingleton(place)
        .AddScoped<IWorkflow, Workflow>().InterceptWithEvents<IWorkflow>()
        .AddTransient<IQualityCheck, QualityCheck>().InterceptWithEvents<IQualityCheck>()
        .AddSingleton<ISessions, Sessions>().InterceptWithEvents<ISessions>()
        .AddSingleton<IAnalytics, Analytics>().InterceptWithEvents<IAnalytics>()
        .AddSingleton<ISettings>(_ => new Settings(place)).InterceptWithEvents<ISettings>();
    using var host = builder.Build();
    var started = DateTimeOffset.UtcNow;
    await host.StartAsync();
    await WorkAsync(host.Services, place);
    await host.StopAsync();

    var events = host.Services.GetRequiredService<IEventCollector>();
    var system = (SourceSystem[])[SourceSystem.Mahavishnu, SourceSystem.Crackerjack, SourceSystem.SessionBuddy, SourceSystem.Akosha, SourceSystem.Oneiric];
    var calls = await events.Query().System(system).Between(started, DateTimeOffset.MaxValue).ToListAsync();
    Console.WriteLine("What the five systems did:\n");
    foreach (var e in calls.OrderBy(e => e.Sequence))
        Console.WriteLine($"{e.System,-14} {e.Type,-24} {e.Severity,-8} {e.Duration?.TotalMilliseconds,7:F1} ms  {e.Title,-24} {Detail(e)}");

    var failed = calls.First(e => e.Type == EventType.WorkflowFailed);
    var trace = await events.Analyzer.TraceCorrelationAsync(failed.CorrelationId!);
    Console.WriteLine($"\nThe workflow that failed, as one trace ({failed.CorrelationId}):\n");
    foreach (var root in trace.Tree.Roots)
        Print(root, "");
}
finally
{
    Directory.Delete(place.Folder, recursive: true);
}

// One review that works, one without the texts, one that is stopped.
static async Task WorkAsync(IServiceProvider services, Place place)
{
    Directory.CreateDirectory(place.Texts);
    await File.WriteAllTextAsync(place.Settings, """{ "limit": 40 }""");
    await File.WriteAllTextAsync(Path.Combine(place.Texts, "one.txt"), "A short line\nand one that is rather longer than the limit allows\n");
    using var scope = services.CreateScope();
    var workflow = scope.ServiceProvider.GetRequiredService<IWorkflow>();
    await workflow.ReviewAsync(place.Texts);
    foreach (var (folder, ct) in new[] { (Path.Combine(place.Folder, "nothing"), CancellationToken.None), (place.Texts, new CancellationToken(canceled: true)) })
    {
        try
        {
            await workflow.ReviewAsync(folder, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It reaches us unchanged; the store has it too.
            services.GetRequiredService<ILogger<Program>>().LogWarning("No review of {Folder}: {Reason}", Path.GetFileName(folder), e.GetType().Name);
        }
    }
}

static string Detail(Event e) => string.Join(' ', e.Data
    .Where(p => p.Key is "items" or "result" or "exception.type" || p.Key.StartsWith("argument.", StringComparison.Ordinal))
    .Select(p => $"{p.Key}={(p.Value is string text ? Path.GetFileName(text) : p.Value)}"));

static void Print(TraceNode node, string indent)
{
    if (node.Event is { } e)
        Console.WriteLine($"{indent}{e.Type} {e.Title}{(e.Severity >= Severity.Warning ? $" [{e.Severity}]" : "")}");
    foreach (var child in node.Children)
        Print(child, indent + "   ");
}
