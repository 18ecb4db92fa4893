using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>The section <c>EventSink</c>.</summary>
public class SettingTests
{
    private static readonly Dictionary<string, (string Text, object Value)> Samples = new()
    {
        ["DatabasePath"] = ("/data/events.db", "/data/events.db"),
        ["ServiceName"] = ("billing", "billing"),
        ["QueueCapacity"] = ("128", 128),
        ["FullMode"] = ("dropoldest", QueueFullMode.DropOldest),
        ["FullTimeout"] = ("00:00:00.250", TimeSpan.FromMilliseconds(250)),
        ["SyncInterval"] = ("00:00:02", TimeSpan.FromSeconds(2)),
        ["ShutdownTimeout"] = ("00:01:00", TimeSpan.FromMinutes(1)),
        ["MaxAge"] = ("7.00:00:00", TimeSpan.FromDays(7)),
        ["MaxBytes"] = ("1073741824", 1L << 30),
        ["RetentionInterval"] = ("00:01:00", TimeSpan.FromMinutes(1)),
        ["Spans"] = ("Passive", SpanCapture.Passive),
        ["IncludeScopes"] = ("FALSE", false),
        ["TextIndex"] = ("false", false),
        ["MaxTextLength"] = (" 1000 ", 1_000),
    };

    /// <summary>For options that are unset by default.</summary>
    private static readonly Dictionary<string, object> ByCode = new()
    {
        ["DatabasePath"] = "by code",
        ["ServiceName"] = "by code",
        ["MaxAge"] = TimeSpan.FromDays(1),
        ["MaxBytes"] = 2L << 30,
    };

    /// <summary>Every option there is, but those that only code can give.</summary>
    public static TheoryData<string> Names { get; } = [.. typeof(EventSinkOptions).GetProperties()
        .Where(p => p.SetMethod is { IsPublic: true })
        .Select(p => p.Name)
        .Except([nameof(EventSinkOptions.OnFailure), nameof(EventSinkOptions.Redactor), nameof(EventSinkOptions.TimeProvider)])];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOptionIsRead(string name)
    {
        Assert.True(Samples.ContainsKey(name), $"Give {name} a sample here, and read it in EventSinkConfiguration.");
        var (text, expected) = Samples[name];
        Assert.NotEqual(expected, Property(name).GetValue(new EventSinkOptions()));
        Assert.Equal(expected, Property(name).GetValue(Read([(name, text)])));
    }

    [Fact]
    public void RedactedKeysTakeThePlaceOfTheDefaultOnes()
    {
        Assert.Equal(["pin", "card.*"], Read([("RedactedKeys:0", "pin"), ("RedactedKeys:1", "card.*")]).RedactedKeys);
        Assert.Equal(["pin", "card.*", "code"], Read([("RedactedKeys", "pin, card.*")], o => o.RedactedKeys.Add("code")).RedactedKeys);
        Assert.Empty(Read([("RedactedKeys", "")]).RedactedKeys);
        Assert.Equal(new EventSinkOptions().RedactedKeys, Read([]).RedactedKeys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CodeWinsOverConfiguration(string name)
    {
        object byCode = Property(name).GetValue(new EventSinkOptions()) ?? ByCode[name];
        Assert.Equal(byCode, Property(name).GetValue(Read([(name, Samples[name].Text)], o => Property(name).SetValue(o, byCode))));
    }

    [Fact]
    public void NamesAreReadWithoutRegardToCase() => Assert.Equal(128, Read([("queuecapacity", "128")]).QueueCapacity);

    [Fact]
    public void WithoutASectionTheDefaultsHold()
    {
        var (read, defaults) = (Read([]), new EventSinkOptions());
        Assert.All(Names.Select(n => n.Data), n => Assert.Equal(Property(n).GetValue(defaults), Property(n).GetValue(read)));
    }

    private static PropertyInfo Property(string name) => typeof(EventSinkOptions).GetProperty(name)!;

    private static EventSinkOptions Read((string Name, string? Text)[] settings, Action<EventSinkOptions>? configure = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"EventSink:{s.Name}", s.Text))).Build();
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddCentralEventLogging(configure)
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<EventSinkOptions>>().Value;
    }
}
