namespace Otel.EventSink.Tests;

public class NumbersReadBackTests
{
    [Fact]
    public async Task WholeNumbersComeBackAsLongAndOthersAsDouble()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(new Event
        {
            System = new("s"),
            Type = new("t"),
            Title = "numbers",
            Data = new Dictionary<string, object?> { ["int"] = 42, ["long"] = long.MaxValue, ["half"] = 0.5, ["list"] = new[] { 1, 2 } },
        });
        var data = (await collector.Query().FirstOrDefaultAsync())!.Data;
        Assert.Equal(42L, data["int"]);
        Assert.Equal(long.MaxValue, data["long"]);
        Assert.Equal(0.5, data["half"]);
        Assert.Equal([1L, 2L], Assert.IsAssignableFrom<IReadOnlyList<object?>>(data["list"]));
    }
}
