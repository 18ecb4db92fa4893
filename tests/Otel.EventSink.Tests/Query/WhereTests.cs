namespace Otel.EventSink.Tests;

public class WhereTests(QueryStore store) : IClassFixture<QueryStore>
{
    [Theory]
    [InlineData("data.n", Comparison.Equal, 2, "B")]
    [InlineData("data.n", Comparison.Equal, 2.0, "B")]
    [InlineData("data.n", Comparison.Equal, "2", "C")]
    [InlineData("data.n", Comparison.Equal, 2.5f, "D")]
    [InlineData("data.n", Comparison.NotEqual, 2, "ACD")]
    [InlineData("data.n", Comparison.NotEqual, "2", "ABD")]
    [InlineData("data.n", Comparison.Less, 2, "A")]
    [InlineData("data.n", Comparison.LessOrEqual, 2, "AB")]
    [InlineData("data.n", Comparison.Greater, 2, "D")]
    [InlineData("data.n", Comparison.GreaterOrEqual, 2, "BD")]
    [InlineData("data.n", Comparison.Greater, "1", "C")]
    [InlineData("data.n", Comparison.Less, "zzz", "C")]
    [InlineData("data.n", Comparison.Greater, -1e300, "ABD")]
    [InlineData("data.n", Comparison.Equal, null, "E")]
    [InlineData("data.n", Comparison.NotEqual, null, "ABCD")]
    [InlineData("data.text", Comparison.Equal, "one", "A")]
    [InlineData("data.text", Comparison.Equal, "ONE", "")]
    [InlineData("data.text", Comparison.Equal, 2, "")]
    [InlineData("data.text", Comparison.Greater, 0, "")]
    [InlineData("data.text", Comparison.Greater, "one", "B")]
    [InlineData("data.text", Comparison.GreaterOrEqual, "one", "AB")]
    [InlineData("data.text", Comparison.Equal, "' OR 1=1 --", "")]
    [InlineData("data.empty", Comparison.Equal, "", "A")]
    [InlineData("data.text", Comparison.NotEqual, "", "ABC")]
    [InlineData("data.flag", Comparison.Equal, true, "A")]
    [InlineData("data.flag", Comparison.Equal, false, "B")]
    [InlineData("data.flag", Comparison.NotEqual, true, "B")]
    [InlineData("data.flag", Comparison.Equal, "true", "")]
    [InlineData("data.none", Comparison.Equal, null, "ABCDE")]
    [InlineData("data.none", Comparison.NotEqual, null, "")]
    [InlineData("data.big", Comparison.Equal, long.MaxValue, "D")]
    [InlineData("data.big", Comparison.Equal, long.MaxValue - 1, "")]
    [InlineData("data.order.id", Comparison.Equal, 7, "A")]
    [InlineData("data.order.id", Comparison.Equal, 8, "B")]
    [InlineData("data.order.id", Comparison.Greater, 0, "AB")]
    [InlineData("data.a.b.c", Comparison.Greater, 0, "CD")]
    [InlineData("data.items[0].price", Comparison.Equal, 1.5, "A")]
    [InlineData("data.items[1].price", Comparison.Equal, 2, "A")]
    [InlineData("data.items[2].price", Comparison.Equal, 2, "")]
    [InlineData("data.matrix[1][0]", Comparison.Equal, 3, "A")]
    [InlineData("data.matrix[1][2]", Comparison.Equal, 3, "")]
    [InlineData("data.items[]", Comparison.Equal, 1, "")]
    [InlineData("data.items[x]", Comparison.Equal, 1, "")]
    [InlineData("data.]", Comparison.Equal, 1, "")]
    [InlineData("data.[0]", Comparison.Equal, 1, "")]
    [InlineData("data.größe", Comparison.Equal, 1, "A")]
    [InlineData("data.two words", Comparison.Equal, 1, "A")]
    [InlineData("data.it's", Comparison.Equal, 1, "")]
    [InlineData("data.n') OR 1=1 --", Comparison.Equal, 1, "")]
    [InlineData("data.region", Comparison.Equal, "eu", "")]
    [InlineData("metadata.region", Comparison.Equal, "eu", "E")]
    [InlineData("metadata.host.name", Comparison.Equal, "h1", "E")]
    [InlineData("metadata.list[1]", Comparison.Equal, 20, "E")]
    [InlineData("metadata.a.b.c.d.e.f.g.h", Comparison.Greater, "x", "")]
    public async Task AValueIsFoundAndCompared(string path, Comparison comparison, object? value, string titles) =>
        Assert.Equal(titles, await store.TitlesAsync(q => q.Where(path, comparison, value)));

    [Fact]
    public async Task OtherNumbersAndNamesAreTakenToo()
    {
        foreach (var two in (object[])[(sbyte)2, (byte)2, (short)2, (ushort)2, 2u, 2L, 2ul, 2m])
            Assert.Equal("B", await store.TitlesAsync(q => q.Where("data.n", Comparison.Equal, two)));
        Assert.Equal("", await store.TitlesAsync(q => q.Where("data.text", Comparison.Equal, DayOfWeek.Friday).Where("data.text", Comparison.Equal, Guid.Empty)));
    }

    [Fact]
    public async Task MetadataOfLogRecordsIsFoundInEachOfItsThreeParts()
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 3; i++)
            Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(recorder.Logger, new Microsoft.Extensions.Logging.EventId(7, "x"), "Template");
        await recorder.Collector.FlushAsync();
        var all = recorder.Collector.Query();

        Assert.Equal(3, await all.Where("metadata.event_id", Comparison.Equal, 7).CountAsync());
        Assert.Equal(3, await all.Where("metadata.resource.service.name", Comparison.Equal, "shop").CountAsync());
        Assert.Equal(3, await all.Where("metadata.thread", Comparison.Greater, 0).CountAsync());
        Assert.Equal(3, await all.Where("metadata.{OriginalFormat}", Comparison.Equal, "Template").CountAsync());
    }
}
