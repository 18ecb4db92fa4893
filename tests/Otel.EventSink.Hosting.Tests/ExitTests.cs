using System.Globalization;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>R10 for a host: each way out keeps what was said before.</summary>
public class ExitTests
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    [Theory]
    [InlineData("return", 0)]
    [InlineData("stop", 0)]
    [InlineData("stop-application", 0)]
    [InlineData("exit", 3)]
    [InlineData("background-exception", 0)]
    [InlineData("unhandled-exception", 134)]
    public async Task AHostThatEndsByItselfKeepsWhatItSaid(string way, int code)
    {
        using var folder = new TempFolder();
        using (var child = Child.Of("HostProcess", "end", folder.Database, way))
        {
            child.WaitForLine("said");
            Assert.Equal(code, child.WaitForExit());
        }

        await AssertAllIsKeptAsync(folder);
    }

    [Theory]
    [InlineData(SigTerm)]
    [InlineData(SigInt)]
    public async Task AHostThatIsToldToEndKeepsWhatItSaid(int signal)
    {
        using var folder = new TempFolder();
        using (var child = Child.Of("HostProcess", "end", folder.Database, "by signal"))
        {
            child.WaitForLine("said");
            child.Signal(signal);
            Assert.Equal(0, child.WaitForExit());
        }

        await AssertAllIsKeptAsync(folder);
    }

    [Theory]
    [InlineData(SigTerm)]
    [InlineData(SigInt)]
    public async Task AHostThatIsEndedWhileItStartsKeepsWhatItSaidAndEndsAsItWouldAnyway(int signal)
    {
        using var folder = new TempFolder();
        var codes = new List<int>();
        foreach (var database in (string[])["none", folder.Database])
        {
            using var child = Child.Of("HostProcess", "end", database, "during start");
            child.WaitForLine("said");
            child.Signal(signal);
            codes.Add(child.WaitForExit());
        }

        Assert.Equal(codes[0], codes[1]);
        await AssertAllIsKeptAsync(folder);
    }

    [Theory]
    [InlineData("stop-application", "Stopping")]
    [InlineData("background-exception", "A background service failed.")]
    [InlineData("unhandled-exception", "A thread of the host's failed.")]
    public async Task WhatEndedTheHostIsKeptToo(string way, string lastWords)
    {
        using var folder = new TempFolder();
        using (var child = Child.Of("HostProcess", "end", folder.Database, way))
        {
            child.WaitForLine("said");
            child.WaitForExit();
        }

        await using var collector = EventCollector.Open(folder.Database);
        Assert.NotEmpty(await collector.Query().Search(lastWords).ToListAsync());
    }

    private static async Task AssertAllIsKeptAsync(TempFolder folder)
    {
        await using var collector = EventCollector.Open(folder.Database);
        var kept = await collector.Query().Search("Kept {Number}").ToListAsync();
        Assert.Equal(Enumerable.Range(0, 100), kept.Select(e => Convert.ToInt32(e.Data["Number"], CultureInfo.InvariantCulture)).Order());
    }
}
