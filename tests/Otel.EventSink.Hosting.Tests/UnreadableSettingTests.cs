using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>A setting that cannot be what was meant stops the host, and the message says where it stands, what it is, and what it must be.</summary>
public class UnreadableSettingTests
{
    [Theory]
    [InlineData("QueueCapacty", "128", "EventSink:QueueCapacty is not a setting", "QueueCapacity")]
    [InlineData("OnFailure", "x", "EventSink:OnFailure is not a setting", "Known are")]
    [InlineData("QueueCapacity", "many", "EventSink:QueueCapacity is 'many'", "a whole number")]
    [InlineData("QueueCapacity", "99999999999", "EventSink:QueueCapacity is '99999999999'", "a whole number")]
    [InlineData("QueueCapacity", "1,000", "EventSink:QueueCapacity is '1,000'", "a whole number")]
    [InlineData("QueueCapacity:Nested", "1", "EventSink:QueueCapacity is a section", "a whole number")]
    [InlineData("FullMode", "Sometimes", "EventSink:FullMode is 'Sometimes'", "Wait, DropNewest, DropOldest, WaitWithTimeout")]
    [InlineData("FullMode", "2", "EventSink:FullMode is '2'", "Wait, DropNewest")]
    [InlineData("FullTimeout", "100ms", "EventSink:FullTimeout is '100ms'", "00:00:00.500")]
    [InlineData("SyncInterval", "", "EventSink:SyncInterval is ''", "a duration")]
    [InlineData("ShutdownTimeout", "soon", "EventSink:ShutdownTimeout is 'soon'", "a duration")]
    [InlineData("Spans", "On", "EventSink:Spans is 'On'", "Auto, Passive, Sampling, Off")]
    [InlineData("IncludeScopes", "yes", "EventSink:IncludeScopes is 'yes'", "true or false")]
    [InlineData("MaxTextLength", "1e3", "EventSink:MaxTextLength is '1e3'", "a whole number")]
    [InlineData("QueueCapacity", "3", "EventSink:QueueCapacity is 3", "between 64 and 4194304")]
    [InlineData("FullTimeout", "01:00:00", "EventSink:FullTimeout is 01:00:00", "between 1 ms and 1 min")]
    [InlineData("SyncInterval", "-00:00:01", "EventSink:SyncInterval is -00:00:01", "between 0 and 1 min")]
    [InlineData("ShutdownTimeout", "11:00:00", "EventSink:ShutdownTimeout is 11:00:00", "between 0 and 10 min")]
    [InlineData("MaxTextLength", "63", "EventSink:MaxTextLength is 63", "between 64 and 10000000")]
    [InlineData("ServiceName", "a\u0007b", "EventSink:ServiceName 'a\u0007b'", "without control characters")]
    public async Task TheHostDoesNotStart(string name, string value, string found, string advice)
    {
        await using var host = new TestHost(($"EventSink:{name}", value));
        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Contains(found, Assert.Single(error.Failures));
        Assert.Contains(advice, error.Message);
        Assert.False(File.Exists(host.Database));
    }

    [Fact]
    public async Task AllThatIsWrongIsSaidAtOnce()
    {
        await using var host = new TestHost(("EventSink:QueueCapacity", "x"), ("EventSink:Wrong", "x"), ("EventSink:Rules:0:SetSeverity", "x"));
        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public async Task WhatCodeSetsIsValidatedToo()
    {
        await using var host = new TestHost();
        host.Services.AddCentralEventLogging(o => (o.DatabasePath, o.MaxTextLength) = (" ", 1));
        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("DatabasePath is empty", error.Message);
    }

    [Fact]
    public void NullInAFileMeansUnset()
    {
        var json = """{ "EventSink": { "ServiceName": null, "QueueCapacity": null, "Rules": [ { "Source": null, "SetType": null, "SetTags": null, "SetSystem": "x" } ] } }""";
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build())
            .AddCentralEventLogging()
            .BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<EventSinkOptions>>().Value;
        Assert.Equal((null, 65_536), (options.ServiceName, options.QueueCapacity));
        Assert.Equal(new SourceSystem("x"), Assert.Single(options.Rules).SetSystem);
    }
}
