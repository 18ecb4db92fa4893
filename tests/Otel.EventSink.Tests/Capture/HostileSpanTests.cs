using System.Diagnostics;

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
}
