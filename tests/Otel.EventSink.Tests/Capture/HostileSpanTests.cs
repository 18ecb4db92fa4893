using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

[Collection(ActivityCollection.Name)]
public class HostileSpanTests
{
    [Theory]
    [MemberData(nameof(HostileValues.Names), MemberType = typeof(HostileValues))]
    public async Task HostileTagsPoisonNothing(string name)
    {
        using var spans = new Spans();
        await using var recorder = new Recorder();
        var value = HostileValues.All[name]();
        var attributes = new ActivityTagsCollection { ["Value"] = value };
        foreach (var title in (string[])["hostile", "ordinary"])
        {
            using var activity = spans.Source.StartActivity(title, ActivityKind.Internal, default(ActivityContext), links: [new ActivityLink(default, attributes)])!;
            if (title == "hostile")
            {
                activity.AddTag("Value", value).AddTag(null!, 1).AddTag("", 2).AddTag("Other", "whole");
                activity.AddEvent(new ActivityEvent("exception", default, attributes));
            }

            activity.Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile", "ordinary"], events.Select(e => e.Title).Order());
        Assert.Equal("whole", events.Single(e => e.Title == "hostile").Data["Other"]);
        Stored.IsValid(recorder.Database);
    }

    [Fact]
    public async Task ATagWhoseToStringLogsMakesItsOwnEvent()
    {
        using var spans = new Spans();
        await using var recorder = new Recorder();
        var tag = new Calls(() =>
        {
            recorder.Logger.LogInformation("inner");
            return "text";
        });
        using (var activity = spans.Source.StartActivity("outer")!)
        {
            activity.AddTag("Value", tag).Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        var events = await recorder.EventsAsync();

        Assert.Equal(["inner", "outer"], events.Select(e => e.Title).Order());
        Assert.Equal("text", events.Single(e => e.Title == "outer").Data["Value"]);
    }

    private sealed class Calls(Func<string> toString)
    {
        public override string ToString() => toString();
    }
}
