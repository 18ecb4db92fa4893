namespace Otel.EventSink.Exporters.Tests;

/// <summary>The recorder must not change what a host's own tracing creates and exports. Scenarios: tests/HostProcess/Scenarios.cs.</summary>
public class HostTracingTests
{
    /// <summary>Where the tracer provider is (in the container; by hand before or after the host was built), and its sampler.</summary>
    public static TheoryData<string, string> Tracers { get; } = [.. from tracer in (string[])["di", "before", "after"]
                                                                   from sampler in (string[])["AlwaysOn", "AlwaysOff", "TraceIdRatio", "ParentBasedOn", "ParentBasedOff"]
                                                                   select (tracer, sampler)];

    [Theory]
    [MemberData(nameof(Tracers))]
    public async Task ARecordedHostExportsWhatItExportsAlone(string tracer, string sampler)
    {
        var (alone, recorded) = await RunBothAsync(tracer, sampler, "auto");
        Assert.Equal(alone.Observed, recorded.Observed);
        // Otherwise equal may mean equally empty.
        Assert.Equal(sampler != "AlwaysOff", alone.Exported.Any());
    }

    [Theory]
    [MemberData(nameof(Tracers))]
    public async Task WhatIsExportedIsStored(string tracer, string sampler)
    {
        var host = await TracedHost.RunAsync(tracer, sampler, "auto");
        Assert.Empty(host.ExportedIds.Except(host.StoredIds));
        Assert.Equal(host.StoredIds.Distinct(), host.StoredIds);
        Assert.NotEmpty(host.StoredIds);
    }

    /// <summary>
    /// With OpenTelemetry in the container for logs alone, <c>Auto</c> takes the SDK's presence for theirs and does not notice a tracer
    /// built by hand; there the mode must be set.
    /// </summary>
    [Theory]
    [InlineData("passive")]
    [InlineData("off")]
    public async Task ForcedPassiveOrOffChangesNothingWhateverTheTracer(string spans)
    {
        var (alone, recorded) = await RunBothAsync("logging and before", "ParentBasedOff", spans);
        Assert.Equal(alone.Observed, recorded.Observed);
        Assert.NotEmpty(alone.Exported);
        Assert.Equal(spans == "passive", recorded.StoredIds.Length > 0);
    }

    [Fact]
    public async Task ForcedSamplingStoresWhatTheTracerWouldNotRecord()
    {
        var (sampling, auto) = (await TracedHost.RunAsync("di", "AlwaysOff", "sampling"), await TracedHost.RunAsync("di", "AlwaysOff", "auto"));
        Assert.Contains("saw root 1: Heard 0 recorded=False data=False", auto.Observed);
        Assert.Contains("saw root 1: Heard 0 recorded=True data=True", sampling.Observed);
        Assert.True(sampling.StoredIds.Length > auto.StoredIds.Length);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("logging")]
    [InlineData("provider")]
    public async Task WithoutATracerTheRecorderSamples(string tracer)
    {
        var (alone, recorded) = await RunBothAsync(tracer, "AlwaysOff", "auto");
        Assert.Contains("saw root 1: Heard 0 nothing", alone.Observed);
        Assert.Contains("saw root 1: Heard 0 recorded=True data=True", recorded.Observed);
        // What was decided upstream holds: the caller's trace goes on unrecorded.
        Assert.Contains("saw remote not recorded 1: outer recorded=False data=False", recorded.Observed);
        Assert.NotEmpty(recorded.StoredIds);
    }

    private static async Task<(TracedHost Alone, TracedHost Recorded)> RunBothAsync(string tracer, string sampler, string recorder)
    {
        var alone = TracedHost.RunAsync(tracer, sampler, "without");
        var recorded = TracedHost.RunAsync(tracer, sampler, recorder);
        return (await alone, await recorded);
    }
}
