namespace Otel.EventSink.Soak.Tests;

/// <summary>Every promise of docs/reliability.md that the soak program knows holds in a bounded run.</summary>
public class SoakTests
{
    public static TheoryData<string> Promises => [.. Known()];

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task APromiseHolds(string name)
    {
        var run = await SoakProgram.RunAsync(name, "--small");
        var line = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.SkipWhen(line.Contains("skipped", StringComparison.Ordinal), line);
        Assert.True(run.ExitCode == 0, line + run.Errors);
        Assert.Matches("^" + name + " .* [1-9][0-9,]* tried, 0 lost, held ", line);
    }

    [Fact]
    public async Task WhatIsNoPromiseIsRefused()
    {
        var run = await SoakProgram.RunAsync("R0");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("'R0' is not a promise. Known: all, R1", run.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Known()
    {
        var errors = SoakProgram.RunAsync("R0").GetAwaiter().GetResult().Errors.Trim().TrimEnd('.');
        return errors[(errors.IndexOf("all, ", StringComparison.Ordinal) + 5)..].Split(", ");
    }
}
