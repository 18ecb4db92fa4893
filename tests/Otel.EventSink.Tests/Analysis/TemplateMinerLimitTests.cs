using Otel.EventSink.Analysis.Mining;

namespace Otel.EventSink.Tests;

public sealed class TemplateMinerLimitTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("*** --- ***")]
    [InlineData("\"")]
    [InlineData("''''")]
    [InlineData("::::::::")]
    [InlineData("(((([[[[{{{{")]
    [InlineData("\0\u0001\ud800")]
    [InlineData("\r\n\r\n")]
    [InlineData("=")]
    [InlineData("<*>")]
    public void AnyTextHasATemplate(string text)
    {
        var miner = new TemplateMiner();
        var mined = miner.Add(text);

        Assert.Same(mined.Group, miner.Add(text).Group);
        Assert.Equal(2, mined.Count);
        Assert.NotNull(mined.Text);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('.')]
    [InlineData('a', ' ')]
    [InlineData('a', ':')]
    [InlineData('7', ',')]
    public void LongLinesAreCut(params char[] pattern)
    {
        var line = string.Concat(Enumerable.Repeat(new string(pattern), 1_000_000 / pattern.Length));

        Assert.InRange(new TemplateMiner().Add(line).Text.Length, 1, 2_100);
    }

    [Fact]
    public void OnlyTheFirstLineCounts()
    {
        var miner = new TemplateMiner();
        miner.Add("Cannot reach the broker\r\n   at Broker.Connect()");
        miner.Add("Cannot reach the broker\n   at Broker.Reconnect()");

        Assert.Equal("Cannot reach the broker", Assert.Single(miner.Templates).Text);
    }

    [Fact]
    public void TemplatesAreBoundedAndNoLineIsLost()
    {
        var miner = new TemplateMiner(maxPatterns: 50);
        for (var i = 0; i < 2_000; i++)
            miner.Add($"{Letters(i)} {Letters(i * 7)} {Letters(i * 31)}");

        Assert.InRange(miner.Templates.Count, 1, 51);
        Assert.Equal(2_000, miner.Templates.Sum(t => t.Count));
    }

    [Fact]
    public void TemplatesOutliveTheLinesTheyWereMinedFrom()
    {
        var miner = new TemplateMiner(maxPatterns: 50);
        var mined = Enumerable.Range(0, 2_000).Select(i => miner.Add($"The cart of {Letters(i)} is empty by now")).ToList();

        Assert.All(mined, m => Assert.Same(mined[0].Group, m.Group));
        Assert.Equal("The cart of <*> is empty by now", mined[0].Text);
        Assert.Equal(2_000, mined[0].Count);
    }

    [Fact]
    public void AskingInBetweenChangesNothing()
    {
        var asked = new TemplateMiner();
        var silent = new TemplateMiner();
        for (var i = 0; i < 30; i++)
        {
            Assert.NotEmpty(asked.Add($"The cart of {Letters(i)} is empty by now").Text);
            silent.Add($"The cart of {Letters(i)} is empty by now");
        }

        Assert.Equal(silent.Templates.Select(t => (t.Text, t.Count)), asked.Templates.Select(t => (t.Text, t.Count)));
    }

    private static string Letters(int number) => string.Concat(number.ToString("D5", null).Select(c => (char)('g' + c - '0')));
}
