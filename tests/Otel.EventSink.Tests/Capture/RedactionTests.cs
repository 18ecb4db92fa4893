using System.Collections;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

/// <summary>No secret lies in the file, by whichever way it came.</summary>
[Collection(ActivityCollection.Name)]
public partial class RedactionTests
{
    private const string Secret = "hunter2-s3cr3t-value";
    private const long SecretNumber = 987_654_321_987;

    private static readonly ActivitySource Source = new("Redaction.Tests");

    private static readonly Dictionary<string, Action<Recorder>> Ways = new()
    {
        ["a generated message"] = r => Login(r.Logger, "Ada", Secret),
        ["a generated error"] = r => Failed(r.Logger, "Ada", SecretNumber),
        ["a message"] = r => r.Logger.LogInformation("Login of {User} with {Password}", "Ada", Secret),
        ["a number with a format"] = r => r.Logger.LogInformation("{User} has the token {AuthToken,40:n0}", "Ada", SecretNumber),
        ["a message with an exception"] = r => r.Logger.LogError(new InvalidOperationException("no"), "{User} sent {Cookie}", "Ada", Secret),
        ["values that differ each time"] = r => r.Logger.Log(LogLevel.Information, 0, new Pairs(("User", "Ada"), ("X-Api-Key", Secret)), null, (_, _) => "constant"),
        ["a message without a template"] = r => r.Logger.Log(LogLevel.Information, 0, new Pairs(("User", "Ada"), ("password", Secret)), null, (_, _) => $"Ada and {Secret}"),
        ["a formatter of its own"] = r =>
            r.Logger.Log(LogLevel.Information, 0, new Pairs(("User", "Ada"), ("password", Secret), ("{OriginalFormat}", "{User}: {password}")), null, (_, _) => $"Ada: {Secret}"),
        ["a dictionary"] = r => r.Logger.LogInformation("Headers of {User}: {Headers}", "Ada", new Dictionary<string, object?> { ["Authorization"] = Secret, ["Accept"] = "all" }),
        ["a dictionary in a message without a template"] = r => r.Logger.Log(
            LogLevel.Information, 0, new Pairs(("User", "Ada"), ("headers", new Dictionary<string, string> { ["Authorization"] = Secret })), null, (_, _) => $"Ada, {Secret}"),
        ["a node of JSON"] = r => r.Logger.LogInformation("{User} {Body}", "Ada", JsonNode.Parse($$$"""{"a":[{"b":{"client_secret":["{{{Secret}}}"],"c":1}}]}""")),
        ["an element of JSON"] = r => r.Logger.LogInformation("{User} {Body}", "Ada", JsonDocument.Parse($$"""{"p\u0061ssword":"{{Secret}}"}""").RootElement),
        ["a scope of pairs"] = r => InScope(r, new Dictionary<string, object?> { ["user"] = "Ada", ["db.password"] = Secret }),
        ["a scope with a template"] = r => InScope(r, new Pairs(("User", "Ada"), ("ApiKey", Secret), ("{OriginalFormat}", "{User} {ApiKey}"))),
        ["a tag of a span"] = r => Span(r, a => a.SetTag("http.request.header.set-cookie", Secret)),
        ["a tag with several values"] = r => Span(r, a => a.SetTag("http.request.header.authorization", new[] { Secret, Secret })),
        ["an event of a span"] = r => Span(r, a => a.AddEvent(new ActivityEvent("sent", tags: new() { ["auth_token"] = Secret }))),
        ["a link of a span"] = r => Span(r, a => a.AddLink(new ActivityLink(default, new() { ["secret"] = Secret }))),
        ["data of an event"] = r => r.Collector.TryCollect(New() with { Data = new Dictionary<string, object?> { ["password"] = Secret } }),
        ["metadata of an event"] = r => r.Collector.TryCollect(New() with { Metadata = new Dictionary<string, object?> { ["TOKEN"] = SecretNumber } }),
        ["data deep within an event"] = r => r.Collector.TryCollect(New() with
        {
            Severity = Severity.Error,
            Data = new Dictionary<string, object?> { ["a"] = new object[] { new Dictionary<string, object?> { ["b"] = new Hashtable { ["my cookies"] = new[] { Secret } } } } },
        }),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ASecretIsNotInTheFile(string way)
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 3; i++)
        {
            Ways[way](recorder);
            await recorder.Collector.FlushAsync(Durability.Synced);
        }

        foreach (var file in (string[])[recorder.Database, recorder.Database + "-wal"])
            foreach (var secret in (byte[][])[Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{SecretNumber}"), Encoding.UTF8.GetBytes($"{SecretNumber:n0}")])
                Assert.Equal(-1, Read(file).AsSpan().IndexOf(secret));
        using var database = new Database(recorder.Database);
        Assert.Equal(3, database.Number("SELECT count(*) FROM events WHERE (title || description || data || metadata) LIKE '%Ada%' AND (data || metadata) LIKE '%[redacted]%'"));
        Assert.Empty(recorder.Failures);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WithoutKeysItIs(string way)
    {
        await using var recorder = new Recorder(o => o.RedactedKeys.Clear());
        Ways[way](recorder);
        await recorder.Collector.FlushAsync();
        var bytes = Read(recorder.Database + "-wal");
        Assert.Contains((byte[][])[Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{SecretNumber}")], s => bytes.AsSpan().IndexOf(s) >= 0);
        Assert.DoesNotContain("[redacted]", string.Join('|', (await recorder.EventsAsync()).Select(e => e.Description)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a generated message", "Login of Ada with [redacted]")]
    [InlineData("a message", "Login of Ada with [redacted]")]
    [InlineData("a number with a format", "Ada has the token                               [redacted]")]
    [InlineData("a formatter of its own", "Ada: [redacted]")]
    [InlineData("a message without a template", "Ada and [redacted]")]
    [InlineData("a dictionary", """Headers of Ada: {"Authorization":"[redacted]","Accept":"all"}""")]
    [InlineData("a dictionary in a message without a template", "Ada, [redacted]")]
    public async Task TheMessageHasAllButTheSecret(string way, string message)
    {
        await using var recorder = new Recorder();
        Ways[way](recorder);
        Assert.Equal(message, Assert.Single(await recorder.EventsAsync()).Description);
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("DB_PASSWORD_2", true)]
    [InlineData("http.request.header.authorization", true)]
    [InlineData("Set-Cookie", true)]
    [InlineData("clientSecret", true)]
    [InlineData("accessToken", true)]
    [InlineData("x-api-key", true)]
    [InlineData("ApiKey", true)]
    [InlineData("gen_ai.usage.input_tokens", false)]
    [InlineData("order.id", false)]
    [InlineData("author", false)]
    [InlineData("pass", false)]
    [InlineData("", false)]
    public void KeysOfSecretsAreKnown(string key, bool isSecret) => Assert.Equal(isSecret, new Redaction(new EventSinkOptions()).Matches(key));

    [Theory]
    [InlineData("pin", true)]
    [InlineData("PIN", true)]
    [InlineData("pins", false)]
    [InlineData("card.number", true)]
    [InlineData("card.holder.number", true)]
    [InlineData("card.type", false)]
    [InlineData("my password", true)]
    [InlineData("password.length", false)]
    public void KeysOfOnesOwnAreAddedAndTakenOut(string key, bool isSecret)
    {
        var options = new EventSinkOptions { RedactedKeys = { "pin", "card.*number", "!*.length" } };
        Assert.Equal(isSecret, new Redaction(options).Matches(key));
    }

    [Fact]
    public async Task ARedactorSaysWhatStandsThere()
    {
        var asked = new List<string>();
        var e = await Recorder.LogAsync(
            log => log.LogInformation("{Password} {Token} {Secret} {Body}", Secret, 5, null, new Dictionary<string, object?> { ["cookie"] = "\"c\"" }),
            o => o.Redactor = (key, value) =>
            {
                asked.Add($"{key}={value}");
                return key switch { "Password" => $"#{value.Length}", "cookie" => "\ud800 \"kept\"", _ => null };
            });
        // Nothing is not a secret.
        Assert.Equal(["Password=hunter2-s3cr3t-value", "Token=5", "cookie=\"c\""], asked);
        Assert.Equal(("#20", "[redacted]", null), (e.Data["Password"], e.Data["Token"], e.Data["Secret"]));
        Assert.Equal("\ufffd \"kept\"", ((IReadOnlyDictionary<string, object?>)e.Data["Body"]!)["cookie"]);
        Assert.StartsWith("#20 [redacted] (null) ", e.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedactorThatThrowsCostsNoEventAndShowsNothing()
    {
        var e = await Recorder.LogAsync(log => log.LogInformation("{Password}", Secret), o => o.Redactor = (_, value) => throw new FormatException(value));
        Assert.Equal("[redacted; the redactor threw FormatException]", e.Description);
        Assert.Equal(e.Description, e.Data["Password"]);
    }

    [Fact]
    public void AnEmptyKeyIsRefused() => Assert.Equal(
        "RedactedKeys[9] is empty: give it a key, or a pattern such as *password*. (Parameter 'options')",
        Assert.Throws<ArgumentException>(() => EventCollector.Open(new EventSinkOptions { RedactedKeys = { " " } })).Message);

    [LoggerMessage(1, LogLevel.Information, "Login of {User} with {Password}")]
    private static partial void Login(ILogger logger, string user, string password);

    [LoggerMessage(2, LogLevel.Error, "{User} failed with {SecretNumber}")]
    private static partial void Failed(ILogger logger, string user, long secretNumber);

    private static void InScope(Recorder recorder, object scope)
    {
        using (recorder.Logger.BeginScope(scope))
            recorder.Logger.LogInformation("in a scope");
    }

    private static void Span(Recorder recorder, Action<Activity> tag)
    {
        using var listener = new SpanListener(recorder.Collector, SpanCapture.Sampling, () => false);
        using var activity = Source.StartActivity("work")!;
        activity.SetTag("user", "Ada");
        tag(activity);
        activity.Stop();
    }

    private static Event New() => new() { System = new("s"), Type = new("t"), Title = "Ada" };

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Pairs(params (string Key, object? Value)[] pairs) : IEnumerable<KeyValuePair<string, object?>>
    {
        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => pairs.Select(p => KeyValuePair.Create(p.Key, p.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
