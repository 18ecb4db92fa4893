namespace Otel.EventSink.Tests;

public class SearchTests(QueryStore store) : IClassFixture<QueryStore>
{
    /// <summary>By member: an attribute cannot hold half a surrogate pair.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "A", "ABC" },
        { "sure", "AB" },
        { "SURE", "AB" },
        { "100%", "A" },
        { "%", "A" },
        { "_", "A" },
        { "sure_thing", "A" },
        { "*", "A" },
        { "NEAR(", "A" },
        { "NEAR(a, b)", "A" },
        { "\"quoted\"", "A" },
        { "\"", "A" },
        { "'", "A" },
        { "it's", "A" },
        { "\\", "A" },
        { "back\\slash", "A" },
        { "\\%", "" },
        { "a OR b", "" },
        { "OR it", "A" },
        { "größe", "C" },
        { "GRÖSSE", "" },
        { "GRÖßE", "C" },
        { "äö", "C" },
        { "ÄÖ", "C" },
        { "😀", "C" },
        { "a\0b", "C" },
        { "\0", "C" },
        { "\uD83D", "" },
        { new string('x', 1_000), "" },
        { new string('%', 1_000), "" },
        { new string('x', 1_000_000), "" },
        { new string('ä', 500_000), "" },
        { "'; DROP TABLE event; --", "" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task TextIsTakenAsItIs(string text, string titles) => Assert.Equal(titles, await store.TitlesAsync(q => q.Search(text)));

    [Fact]
    public async Task SharedTitlesAreSearchedToo()
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 3; i++)
            Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(recorder.Logger, "Template {Id}", i);
        await recorder.Collector.FlushAsync();

        Assert.Equal(3, await recorder.Collector.Query().Search("TEMPLATE {id}").CountAsync());
        Assert.Equal(1, await recorder.Collector.Query().Search("Template 2").CountAsync());
    }

    [Fact]
    public async Task AllSearchesMustHold() => Assert.Equal("A", await store.TitlesAsync(q => q.Search("sure").Search("quoted")));
}
