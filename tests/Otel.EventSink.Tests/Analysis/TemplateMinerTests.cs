using Otel.EventSink.Analysis.Mining;

namespace Otel.EventSink.Tests;

public sealed class TemplateMinerTests
{
    private static readonly string[] Names = ["ada", "grace", "edsger", "barbara", "donald"];
    private readonly TemplateMiner _miner = new();

    [Fact]
    public void LinesThatDifferInNumbersAreOneGroup()
    {
        var first = _miner.Add("Order 17 took 3.5 s");
        var second = _miner.Add("Order 18 took 420 ms");

        Assert.Same(first.Group, second.Group);
        Assert.Equal("Order <*> took <*>", first.Text);
        Assert.Equal(2, first.Count);
    }

    [Fact]
    public void ManyWordsAtOnePlaceAreAVariable()
    {
        var mined = Names.Select(n => _miner.Add($"Password of user {n} was refused")).ToList();

        Assert.Equal("Password of user <*> was refused", Assert.Single(_miner.Templates).Text);
        Assert.All(mined, m => Assert.Same(mined[0].Group, m.Group));
    }

    [Fact]
    public void FewWordsAtOnePlaceAreAlternatives()
    {
        _miner.Add("The connection to the broker was opened");
        _miner.Add("The connection to the broker was closed");

        Assert.Equal(2, _miner.Templates.Count);
    }

    [Fact]
    public void WordsThatAreAllSeenOftenAreAlternatives()
    {
        foreach (var state in new[] { "started", "paused", "resumed", "stopped", "deleted" })
        {
            for (var i = 0; i < 20; i++)
                _miner.Add($"The machine {i} was {state} by its owner");
        }

        Assert.Equal(5, _miner.Templates.Count);
    }

    [Fact]
    public void SeveralVariablesAreFoundTogether()
    {
        string[] hosts = ["alpha", "beta", "gamma", "delta", "epsilon"];
        foreach (var (name, host) in Names.Zip(hosts))
            _miner.Add($"Login of {name} from host {host} was refused");

        Assert.Equal("Login of <*> from host <*> was refused", Assert.Single(_miner.Templates).Text);
    }

    [Fact]
    public void AWordWhereAnotherLineHasANumberIsAVariable()
    {
        _miner.Add("Cannot load profile 4711 from cache");
        _miner.Add("Cannot load profile guest from cache");

        Assert.Equal("Cannot load profile <*> from cache", Assert.Single(_miner.Templates).Text);
    }

    [Fact]
    public void ListsOfAnyLengthAreOneVariable()
    {
        _miner.Add("Dropped partitions [1, 2, 3] of topic");
        _miner.Add("Dropped partitions [4] of topic");

        Assert.Equal("Dropped partitions [<*>] of topic", Assert.Single(_miner.Templates).Text);
    }

    [Fact]
    public void TheOrderOfTheLinesDoesNotMatter()
    {
        var lines = Names.SelectMany(n => new[] { $"User {n} has logged in", $"The cart of {n} is empty now" }).ToList();
        var reversed = new TemplateMiner();
        foreach (var line in lines)
            _miner.Add(line);
        foreach (var line in Enumerable.Reverse(lines))
            reversed.Add(line);

        Assert.Equal(_miner.Templates.Select(t => t.Text).Order(), reversed.Templates.Select(t => t.Text).Order());
    }

    [Fact]
    public void TheMostFrequentTemplateComesFirst()
    {
        _miner.Add("rare");
        _miner.Add("frequent");
        _miner.Add("frequent");

        Assert.Equal(["frequent", "rare"], _miner.Templates.Select(t => t.Text));
    }
}
