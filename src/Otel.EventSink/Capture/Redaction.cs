using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Otel.EventSink.Capture;

/// <summary>
/// Keeps values out of the store whose keys say that they are secret. Applied when a capture becomes a row, before anything of it is
/// written; to logs of a call site without such keys it costs nothing.
/// </summary>
internal sealed class Redaction(EventSinkOptions options)
{
    public const string Replacement = "[redacted]";

    private readonly SearchValues<string> _words = SearchValues.Create(
        [.. options.RedactedKeys.Where(p => IsWord(p)).Select(p => p.Trim('*'))], StringComparison.OrdinalIgnoreCase);

    private readonly string[] _patterns = [.. options.RedactedKeys.Where(p => !IsWord(p) && !IsException(p))];
    private readonly string[] _exceptions = [.. options.RedactedKeys.Where(IsException).Select(p => p[1..])];
    private readonly Func<string, string, string?>? _redactor = options.Redactor;

    public bool IsOn { get; } = options.RedactedKeys.Count > 0;

    public bool Matches(ReadOnlySpan<char> key) => (key.ContainsAny(_words) || Any(_patterns, key)) && !Any(_exceptions, key);

    public bool MatchesAny(IEnumerable<string> keys) => IsOn && keys.Any(k => Matches(k));

    /// <summary>Replaces in place what is secret among these values and within them.</summary>
    /// <param name="found">Gets the texts that were replaced; null: nobody wants them.</param>
    /// <returns>Whether anything was.</returns>
    public bool Apply(Span<KeyValuePair<string, object?>> pairs, List<string>? found = null)
    {
        var any = false;
        if (!IsOn)
            return any;
        foreach (ref var pair in pairs)
        {
            if (pair.Value is not null && Matches(pair.Key))
            {
                var text = _redactor is null && found is null ? "" : TextOf(pair.Value);
                found?.Add(text);
                pair = new(pair.Key, Replace(pair.Key, text));
                any = true;
            }
            else if (pair.Value is JsonFragment json && RedactedJson.Of(json, this, found) is { } redacted)
            {
                pair = new(pair.Key, redacted);
                any = true;
            }
        }

        return any;
    }

    /// <inheritdoc cref="Apply(Span{KeyValuePair{string, object}}, List{string})"/>
    public bool Apply(List<KeyValuePair<string, object?>>? pairs, List<string>? found = null) => Apply(CollectionsMarshal.AsSpan(pairs), found);

    /// <summary>What stands for a secret. The redactor is the host's: what it throws must not cost the event, nor show the value.</summary>
    public string Replace(string key, string text)
    {
        if (_redactor is null)
            return Replacement;
        try
        {
            return _redactor(key, text) ?? Replacement;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"[redacted; the redactor threw {e.GetType().Name}]";
        }
    }

    private static string TextOf(object value) => value switch
    {
        JsonFragment json => Encoding.UTF8.GetString(json.Utf8),
        string[] texts => string.Join(", ", texts),
        _ => JsonValues.TextOf(value),
    };

    private static bool Any(string[] patterns, ReadOnlySpan<char> key)
    {
        foreach (var pattern in patterns)
            if (Wildcard.Matches(pattern, key))
                return true;
        return false;
    }

    /// <summary>Found anywhere in a key: all of these are looked for at once.</summary>
    private static bool IsWord(string pattern) => pattern.Length > 2 && pattern[0] == '*' && pattern[^1] == '*' && !pattern.AsSpan(1, pattern.Length - 2).Contains('*');

    private static bool IsException(string pattern) => pattern[0] == '!';
}
