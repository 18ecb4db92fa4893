using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Otel.EventSink.Storage;

/// <summary>
/// A JSON object as a read-only dictionary, parsed at the first access: most events of a result are never looked into. Numbers are
/// long where they are whole and fit, else double; nested values read-only lists and dictionaries. Safe for concurrent readers.
/// </summary>
internal sealed class JsonObject : IReadOnlyDictionary<string, object?>
{
    private static readonly IReadOnlyDictionary<string, object?> Empty = FrozenDictionary<string, object?>.Empty;
    private readonly byte[]? _resource;
    private readonly byte[]? _origin;
    private readonly byte[] _own;
    private readonly long _thread;
    private OrderedDictionary<string, object?>? _values;

    private JsonObject(byte[]? resource, byte[]? origin, byte[] own, long thread)
    {
        _resource = resource;
        _origin = origin;
        _own = own;
        _thread = thread;
    }

    public IEnumerable<string> Keys => Parsed.Keys;

    public IEnumerable<object?> Values => Parsed.Values;

    public int Count => Parsed.Count;

    public object? this[string key] => Parsed[key];

    public static IReadOnlyDictionary<string, object?> Of(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= 2 ? Empty : new JsonObject(null, null, utf8.ToArray(), thread: 0);

    /// <summary>One object with the members of up to three, shared ones first, and the thread; 0: none.</summary>
    public static IReadOnlyDictionary<string, object?> Of(byte[]? resource, byte[]? origin, ReadOnlySpan<byte> own, long thread) =>
        resource is null && origin is null && thread == 0 ? Of(own) : new JsonObject(resource, origin, own.ToArray(), thread);

    public static IReadOnlyList<string> ReadTags(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return [.. ((IReadOnlyList<object?>)ReadValue(ref reader)!).Select(v => v as string ?? "")];
    }

    public bool ContainsKey(string key) => Parsed.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => Parsed.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Parsed.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private OrderedDictionary<string, object?> Parsed
    {
        get
        {
            if (Volatile.Read(ref _values) is { } values)
                return values;
            // Two threads may both parse; they come to the same.
            values = [];
            AddMembers(values, _resource);
            AddMembers(values, _origin);
            AddMembers(values, _own);
            if (_thread != 0)
                values["thread"] = _thread;
            Volatile.Write(ref _values, values);
            return values;
        }
    }

    private static void AddMembers(OrderedDictionary<string, object?> values, byte[]? utf8)
    {
        if (utf8 is null or { Length: <= 2 })
            return;
        try
        {
            AddReadable(values, utf8);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The disk has changed it. Whoever looks at the event sees that, and what is there.
            values["damaged"] = Encoding.UTF8.GetString(utf8);
        }
    }

    private static void AddReadable(OrderedDictionary<string, object?> values, byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            values[key] = ReadValue(ref reader);
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Number:
                // The cast keeps the conditional from making a double of the long.
                return !reader.ValueSpan.ContainsAny((byte)'.', (byte)'e', (byte)'E') && reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble();
            case JsonTokenType.StartArray:
                var items = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadValue(ref reader));
                return items.AsReadOnly();
            case JsonTokenType.StartObject:
                var members = new OrderedDictionary<string, object?>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    members[key] = ReadValue(ref reader);
                }

                return new System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>(members);
            default: return null;
        }
    }
}
