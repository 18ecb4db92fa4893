using System.Security;
using System.Text;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>Arguments and results.</summary>
public class ValueTests
{
    private static readonly InterceptionOptions All = new() { Arguments = true, Results = true };

    [Fact]
    public async Task NothingIsRecordedUnlessAskedFor()
    {
        await using var stage = new Stage();
        stage.Proxy<IVault>(new Vault()).Open("a", "b", 1);
        Assert.DoesNotContain((await stage.ReadAsync()).SelectMany(e => e.Data.Keys), k => k.StartsWith("argument", StringComparison.Ordinal) || k.StartsWith("result", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task ArgumentsAndResultsHaveTheirNames(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        stage.Proxy<IVault>(new Vault(), All).Open("a", "b", 3);
        var events = await stage.ReadAsync();
        Assert.All(events, e => Assert.Equal(("a", 3L), (e.Data["argument.name"], e.Data["argument.times"])));
        Assert.False(events[0].Data.ContainsKey("result"));
        Assert.Equal("a opened 3 times", events[1].Data["result"]);
    }

    [Fact]
    public async Task AnAttributeAsksForOneMethod()
    {
        await using var stage = new Stage();
        var vault = stage.Proxy<IVault>(new Vault());
        await vault.CountAsync([1, 2, 3]);
        var events = await stage.ReadAsync();
        Assert.Equal([1L, 2L, 3L], Assert.IsAssignableFrom<IEnumerable<object?>>(events[0].Data["argument.numbers"]));
        Assert.Equal(3L, events[1].Data["result"]);
    }

    [Fact]
    public async Task WhatIsMarkedIsNeverRecorded()
    {
        await using var stage = new Stage();
        var vault = stage.Proxy<IVault>(new Vault(), All);
        vault.Open("a", "open sesame", 1);
        vault.Key("cellar");
        var text = await AllTextAsync(stage);
        Assert.DoesNotContain("sesame", text);
        Assert.DoesNotContain("hidden", text);
        Assert.DoesNotContain("cellar", text);
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task TokensStreamsAndSecretsAreNeverRecorded(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var vault = stage.Proxy<IVault>(new Vault(), All);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("content"));
        using var secret = new SecureString();
        vault.Take(stream, secret, default, static () => { }, new MemoryStream());
        var data = (await stage.ReadAsync())[0].Data;
        Assert.Equal(["argument.anything"], data.Keys.Where(k => k.StartsWith("argument", StringComparison.Ordinal)));
        Assert.Equal("[MemoryStream]", data["argument.anything"]);
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public async Task RecordsAreTakenApartSoThatTheirSecretsHaveNamesAndAreRedacted()
    {
        await using var stage = new Stage();
        stage.Proxy<IStore<object>>(new Store<object>(), All).Put(new Login("eve", new Secret("pw")));
        var login = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>((await stage.ReadAsync())[0].Data["argument.item"]);
        Assert.Equal("eve", login["User"]);
        Assert.Equal("[redacted]", login["Secret"]);
    }

    [Fact]
    public async Task ValuesAreWhatTheyWereWhenTheyWereGiven()
    {
        await using var stage = new Stage();
        var numbers = new List<int> { 1 };
        stage.Proxy<IStore<List<int>>>(new ClearingStore(), All).Put(numbers);
        Assert.Empty(numbers);
        Assert.All(await stage.ReadAsync(), e => Assert.Equal([1L], Assert.IsAssignableFrom<IEnumerable<object?>>(e.Data["argument.item"])));
    }

    [Fact]
    public async Task LongValuesAreCut()
    {
        await using var stage = new Stage();
        var store = stage.Proxy<IStore<object>>(new Store<object>(), new InterceptionOptions { Arguments = true, MaxValueLength = 20 });
        store.Put(new string('x', 10_000));
        store.Put(Enumerable.Range(0, 100_000).ToArray());
        var events = await stage.ReadAsync();
        Assert.StartsWith("xxxxxxxxxx", (string)events[0].Data["argument.item"]!, StringComparison.Ordinal);
        Assert.InRange(((string)events[0].Data["argument.item"]!).Length, 20, 100);
        Assert.Equal("[99900 more]", Assert.IsAssignableFrom<IReadOnlyList<object?>>(events[2].Data["argument.item"])[^1]);
    }

    [Fact]
    public async Task WhatAMethodLeavesInItsParametersIsAResult()
    {
        await using var stage = new Stage();
        var tries = 1;
        stage.Proxy<IShapes>(new Shapes(), All).TryRead(1, ref tries, out _);
        var events = await stage.ReadAsync();
        Assert.Equal((1L, 1L), (events[0].Data["argument.key"], events[0].Data["argument.tries"]));
        Assert.Equal((true, 2L, "one"), (events[1].Data["result"], events[1].Data["result.tries"], events[1].Data["result.found"]));
    }

    [Fact]
    public async Task AValueWhoseCodeThrowsCostsNothingButItself()
    {
        await using var stage = new Stage();
        stage.Proxy<IStore<object>>(new Store<object>(), All).Put(new Nasty("x"));
        var value = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>((await stage.ReadAsync())[0].Data["argument.item"]);
        Assert.Equal("[Nasty threw InvalidOperationException]", value["Bad"]);
        Assert.Equal("x", value["Good"]);
    }

    [Fact]
    public async Task ForeignCollectorsGetTheEventsToo()
    {
        await using var stage = new Stage(Tracing.Sampling);
        var foreign = new Forwarding(stage.Collector);
        EventProxy.Create<IStore<object>>(new Store<object>(), foreign, All).Put(new List<int> { 1, 2 });
        Assert.Equal([EventType.CallStarted, EventType.CallCompleted], foreign.Taken.Select(e => e.Type));
        Assert.All(foreign.Taken, e => Assert.NotEqual(Guid.Empty, e.Id));
        Assert.All(foreign.Taken, e => Assert.Equal("[1,2]", e.Data["argument.item"]));
    }

    private static async Task<string> AllTextAsync(Stage stage) =>
        string.Join('\n', (await stage.ReadAsync()).SelectMany(e => e.Data).Select(p => $"{p.Key}={p.Value}"));

    public interface IVault
    {
        string Open(string name, [DoNotRecord] string phrase, int times);

        [CollectEvent(Arguments = true, Result = true)]
        Task<int> CountAsync(List<int> numbers);

        string Key(string place);

        void Take(Stream stream, SecureString secret, CancellationToken ct, Action then, object anything);
    }

    public sealed record Login(string User, Secret Secret);

    public sealed record Secret(string Password);

    public sealed record Nasty(string Good)
    {
        public string Bad => throw new InvalidOperationException("never");
    }

    private sealed class Vault : IVault
    {
        public string Open(string name, string phrase, int times) => $"{name} opened {times} times";

        public Task<int> CountAsync(List<int> numbers) => Task.FromResult(numbers.Count);

        [return: DoNotRecord]
        public string Key([DoNotRecord] string place) => $"hidden in the {place}";

        public void Take(Stream stream, SecureString secret, CancellationToken ct, Action then, object anything) => then();
    }

    private sealed class ClearingStore : IStore<List<int>>
    {
        public void Put(List<int> item) => item.Clear();
    }
}
