using System.Diagnostics;
using OpenTelemetry;

namespace HostProcess;

/// <summary>Ways to make spans. What comes of each is printed in a form that does not depend on ids, ports or times.</summary>
internal sealed class Scenarios(List<Activity> exported, Uri address, HttpClient client, EndedRequests requests)
{
    public static readonly ActivitySource Heard = new("Heard");
    private static readonly ActivitySource Unheard = new("Unheard");
    private readonly Dictionary<ActivitySpanId, string> _names = [];
    private string _scenario = "";

    public async Task RunAllAsync()
    {
        // A ratio of one half keeps the first of these and drops the second.
        foreach (var trace in (string[])["11111111111111111111111111111111", "77777777777777777777777777777777"])
        {
            var recorded = Remote(trace, ActivityTraceFlags.Recorded);
            var notRecorded = Remote(trace, ActivityTraceFlags.None);
            Run(trace, "root", () => Nest(Heard));
            Run(trace, "nested", () => Nest(Heard, Heard, Heard));
            Run(trace, "unheard", () => Nest(Unheard));
            Run(trace, "child of unheard", () => Nest(Unheard, Heard, Heard));
            Run(trace, "unheard between", () => Nest(Heard, Unheard, Heard));
            Run(trace, "two unheard above", () => Nest(Unheard, Unheard, Heard));
            Run(trace, "remote recorded", () => Under(recorded, Heard, Heard));
            Run(trace, "remote not recorded", () => Under(notRecorded, Heard, Heard));
            Run(trace, "unheard under remote recorded", () => Under(recorded, Unheard, Heard));
            Run(trace, "unheard under remote not recorded", () => Under(notRecorded, Unheard, Heard));
            Run(trace, "parent id recorded", () => UnderId($"00-{trace}-2222222222222222-01", Heard, Heard));
            Run(trace, "parent id not recorded", () => UnderId($"00-{trace}-2222222222222222-00", Unheard, Heard));
            Run(trace, "legacy", () => Legacy("legacy.heard", Heard));
            Run(trace, "legacy unheard", () => Legacy("legacy.unheard", Heard));
            Run(trace, "legacy below", () => Legacy("legacy.unheard", Unheard, Heard));
            Run(trace, "suppressed", Suppressed);
            Run(trace, "rich", Rich);
            await RunAsync(trace, "web", null);
            await RunAsync(trace, "web under recorded", recorded);
            await RunAsync(trace, "web under not recorded", notRecorded);
        }
    }

    private static ActivityContext Remote(string trace, ActivityTraceFlags flags) =>
        new(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateFromString("2222222222222222"), flags, isRemote: true);

    private void Run(string trace, string scenario, Action make)
    {
        Begin(trace, scenario);
        make();
        PrintExported();
    }

    private async Task RunAsync(string trace, string scenario, ActivityContext? parent)
    {
        Begin(trace, scenario);
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/outer"));
        if (parent is { } p)
            request.Headers.Add("traceparent", $"00-{p.TraceId}-{p.SpanId}-0{(int)p.TraceFlags}");
        using (var heard = parent is null ? Start(Heard, "caller") : null)
            (await client.SendAsync(request)).EnsureSuccessStatusCode();
        await requests.WaitAsync(2);
        PrintExported();
    }

    private void Begin(string trace, string scenario)
    {
        _scenario = $"{scenario} {trace[0]}";
        _names.Clear();
        exported.Clear();
        Activity.Current = null;
        Activity.TraceIdGenerator = () => ActivityTraceId.CreateFromString(trace);
    }

    private void Nest(params ActivitySource[] sources)
    {
        var made = sources.Select((s, i) => Start(s, $"{s.Name} {i}")).ToList();
        for (var i = made.Count - 1; i >= 0; i--)
            made[i]?.Stop();
    }

    private void Under(ActivityContext parent, ActivitySource first, ActivitySource second)
    {
        using var outer = See("outer", first.StartActivity("outer", ActivityKind.Server, parent));
        using var inner = Start(second, "inner");
    }

    private void UnderId(string parentId, ActivitySource first, ActivitySource second)
    {
        using var outer = See("outer", first.StartActivity("outer", ActivityKind.Consumer, parentId));
        using var inner = Start(second, "inner");
    }

    private void Legacy(string name, params ActivitySource[] below)
    {
        using var legacy = new Activity(name);
        See(name, legacy.Start());
        Nest(below);
    }

    private void Suppressed()
    {
        using (SuppressInstrumentationScope.Begin())
            Nest(Heard, Unheard);
        Nest(Heard);
    }

    private void Rich()
    {
        var link = new ActivityLink(new ActivityContext(ActivityTraceId.CreateFromString("33333333333333333333333333333333"), ActivitySpanId.CreateFromString("4444444444444444"), default));
        using var span = See("rich", Heard.StartActivity("rich", ActivityKind.Producer, default(ActivityContext), [new("given", 1)], [link]));
        span?.SetTag("set", "later").AddEvent(new ActivityEvent("halfway")).SetStatus(ActivityStatusCode.Error, "broken");
        if (span is not null)
            span.DisplayName = "renamed";
    }

    private Activity? Start(ActivitySource source, string name) => See(name, source.StartActivity(name)?.SetTag("name", name));

    private Activity? See(string name, Activity? activity)
    {
        if (activity is not null)
            _names[activity.SpanId] = name;
        // A span of a source that the tracer does not hear is the recorder's business alone.
        if (activity is null || activity.Source != Unheard)
            Console.WriteLine($"saw {_scenario}: {name} {(activity is null ? "nothing" : $"recorded={activity.Recorded} data={activity.IsAllDataRequested}")}");
        return activity;
    }

    private void PrintExported()
    {
        foreach (var span in exported)
            _names.TryAdd(span.SpanId, span.DisplayName);
        foreach (var line in exported.Select(Describe).Order(StringComparer.Ordinal))
            Console.WriteLine($"exported {_scenario}: {line}");
        foreach (var span in exported)
            Console.WriteLine($"id {span.SpanId}");
    }

    private string Describe(Activity a)
    {
        var parent = a.ParentSpanId == default ? "none" : _names.GetValueOrDefault(a.ParentSpanId, $"elsewhere remote={a.HasRemoteParent}");
        var tags = string.Join(' ', a.TagObjects.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));
        var text = $"{a.DisplayName} ({a.Source.Name}, {a.Kind}, {a.Status}) trace={a.TraceId.ToHexString()[0]} parent={parent} recorded={a.Recorded} events={a.Events.Count()} links={a.Links.Count()} {tags}";
        return text.Replace($":{address.Port}", ":PORT").Replace($"port={address.Port}", "port=PORT");
    }
}
