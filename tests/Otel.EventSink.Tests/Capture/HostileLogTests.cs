using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class HostileLogTests
{
    [Theory]
    [MemberData(nameof(HostileValues.Names), MemberType = typeof(HostileValues))]
    public async Task HostileStateValuesPoisonNothing(string name)
    {
        await using var recorder = new Recorder();
        recorder.Logger.LogInformation("hostile {Value} {Other}", HostileValues.All[name](), "whole");
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile {Value} {Other}", "ordinary"], events.Select(e => e.Title));
        Assert.True(events[0].Data.ContainsKey("Value"));
        Assert.Equal("whole", events[0].Data["Other"]);
        Stored.IsValid(recorder.Database);
        Assert.Empty((await recorder.Collector.CheckHealthAsync()).Dropped);
    }

    [Theory]
    [MemberData(nameof(HostileValues.Names), MemberType = typeof(HostileValues))]
    public async Task HostileScopeValuesPoisonNothing(string name)
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope(new Dictionary<string, object?> { ["Value"] = HostileValues.All[name](), ["Other"] = "whole" }))
            recorder.Logger.LogInformation("hostile");
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile", "ordinary"], events.Select(e => e.Title));
        var scope = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(Assert.Single((IReadOnlyList<object?>)events[0].Metadata["scopes"]!));
        Assert.Equal("whole", scope["Other"]);
        Stored.IsValid(recorder.Database);
    }
}
