using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Otel.EventSink.Tests;

/// <summary>Values that a host may hand over by mistake or by malice, each by a name.</summary>
internal static class HostileValues
{
    public static readonly IReadOnlyDictionary<string, Func<object?>> All = new Dictionary<string, Func<object?>>
    {
        ["null"] = () => null,
        ["NaN"] = () => double.NaN,
        ["infinity"] = () => double.PositiveInfinity,
        ["float infinity"] = () => float.NegativeInfinity,
        ["Half NaN"] = () => Half.NaN,
        ["largest double"] = () => double.MaxValue,
        ["decimal"] = () => decimal.MaxValue,
        ["ulong"] = () => ulong.MaxValue,
        ["Int128"] = () => Int128.MinValue,
        ["enum without a name"] = () => (DayOfWeek)99,
        ["DateTime"] = () => DateTime.MaxValue,
        ["TimeSpan"] = () => TimeSpan.MinValue,
        ["lone surrogate"] = () => "a\uD800b",
        ["lone surrogate char"] = () => '\uDC00',
        ["NUL"] = () => "a\0b",
        ["10 MB"] = () => new string('x', 10_000_000),
        ["10 MB of bytes"] = () => new byte[10_000_000],
        ["dictionary in itself"] = () => DictionaryInItself(),
        ["hashtable in itself"] = () => HashtableInItself(),
        ["list in itself"] = () => ListInItself(1),
        ["list in itself, wide"] = () => ListInItself(2_000),
        ["dictionaries 10,000 deep"] = () => Nest(inner => new Dictionary<string, object?> { ["a"] = inner }),
        ["lists 10,000 deep"] = () => Nest(inner => new List<object?> { inner }),
        ["JsonElement 60 deep"] = () => JsonDocument.Parse(new string('[', 60) + new string(']', 60)).RootElement,
        ["JsonNode 2,000 deep"] = () => Nest(inner => new JsonArray((JsonNode?)inner), 2_000),
        ["JsonElement with half a surrogate pair"] = () => JsonDocument.Parse("""{"a":"\ud800"}""").RootElement,
        ["JsonElement with a key of half a surrogate pair"] = () => JsonDocument.Parse("""{"\udc00":1}""").RootElement,
        ["JsonElement with comments"] = () => Lax("""{"a":1 /* one */, "b":2,}"""),
        ["JsonElement with a number beyond double"] = () => JsonDocument.Parse("""{"a":1e999}""").RootElement,
        ["JsonElement without a value"] = () => default(JsonElement),
        ["JsonElement of a closed document"] = () => Closed(),
        ["list with an element of a closed document"] = () => new List<object?> { 1, Closed(), 2 },
        ["dictionary with an element of a closed document"] = () => new Dictionary<string, object?> { ["a"] = Closed(), ["b"] = 2 },
        ["JsonNode with NaN"] = () => new JsonObject { ["a"] = JsonValue.Create(double.NaN) },
        ["dictionary with keys null and empty"] = () => new Pairs([new(null!, 1), new("", 2)]),
        ["dictionary with a key of 10 MB"] = () => new Dictionary<string, object?> { [new string('k', 10_000_000)] = 1 },
        ["ToString throws"] = () => new Throws(),
        ["ToString gives null"] = () => new NullText(),
        ["list whose items throw"] = () => new List<object?> { new Throws() },
        ["hashtable whose key throws"] = () => new Hashtable { [new Throws()] = 1 },
        ["collection that throws midway"] = () => new ThrowsMidway(),
        ["dictionary with a collection that throws midway"] = () => new Dictionary<string, object?> { ["a"] = new ThrowsMidway(), ["b"] = 2 },
        ["dictionary that throws at once"] = () => new ThrowingDictionary(),
        ["dictionary with a dictionary that throws at once"] = () => new Dictionary<string, object?> { ["a"] = new ThrowingDictionary(), ["b"] = 2 },
        ["lazy sequence that throws midway"] = () => ThrowMidway(),
        ["texts that throw when they are counted"] = () => new ThrowingTexts(),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static JsonElement Closed()
    {
        using var document = JsonDocument.Parse("""{"a":1}""");
        return document.RootElement;
    }

    public static IEnumerable<int> ThrowMidway()
    {
        yield return 1;
        throw new InvalidOperationException("midway");
    }

    private static JsonElement Lax(string json) =>
        JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }).RootElement;

    private static object Nest(Func<object?, object> around, int depth = 10_000)
    {
        var value = around(null);
        for (var i = 1; i < depth; i++)
            value = around(value);
        return value;
    }

    private static Dictionary<string, object?> DictionaryInItself()
    {
        var value = new Dictionary<string, object?> { ["before"] = 1 };
        value["self"] = value;
        value["after"] = 2;
        return value;
    }

    private static Hashtable HashtableInItself()
    {
        var value = new Hashtable { ["before"] = 1 };
        value["self"] = value;
        return value;
    }

    private static List<object?> ListInItself(int times)
    {
        var value = new List<object?>();
        for (var i = 0; i < times; i++)
            value.Add(value);
        return value;
    }

    internal sealed class Throws
    {
        public override string ToString() => throw new InvalidOperationException("ToString");
    }

    private sealed class NullText
    {
        public override string ToString() => null!;
    }

    /// <summary>Pairs as given, as a dictionary would not hold them.</summary>
    internal sealed class Pairs(IReadOnlyList<KeyValuePair<string, object?>> pairs) : IReadOnlyDictionary<string, object?>
    {
        public object? this[string key] => throw new NotSupportedException();

        public IEnumerable<string> Keys => throw new NotSupportedException();

        public IEnumerable<object?> Values => throw new NotSupportedException();

        public int Count => pairs.Count;

        public bool ContainsKey(string key) => throw new NotSupportedException();

        public bool TryGetValue(string key, out object? value) => throw new NotSupportedException();

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => pairs.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class ThrowsMidway : IReadOnlyCollection<object?>
    {
        public int Count => 2;

        public IEnumerator<object?> GetEnumerator() => ThrowMidway().Cast<object?>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class ThrowingDictionary : DictionaryBase, IDictionary
    {
        IDictionaryEnumerator IDictionary.GetEnumerator() => throw new InvalidOperationException("enumerator");
    }

    private sealed class ThrowingTexts : System.Collections.ObjectModel.Collection<string>, ICollection<string>
    {
        int ICollection<string>.Count => throw new InvalidOperationException("count");
    }
}
