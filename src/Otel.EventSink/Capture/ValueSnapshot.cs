using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Otel.EventSink.Capture;

/// <summary>
/// Makes a value safe to keep beyond the call that handed it over: what cannot change is kept, everything else is turned into JSON
/// at once, on the caller's thread, so that no code of the host's runs on the writer's.
/// </summary>
internal static class ValueSnapshot
{
    [ThreadStatic]
    private static int _depth;

    /// <summary>Whether the value's text can be taken later and on any thread.</summary>
    public static bool IsImmutable(object? value) => value switch
    {
        null or string or JsonFragment => true,
        bool or int or long or double or decimal or float or byte or short or uint or ulong or ushort or sbyte or char => true,
        Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or Enum or Int128 or UInt128 or Half => true,
        Type => true,
        _ => false,
    };

    public static object? Of(object? value, int maxTextLength)
    {
        if (IsImmutable(value))
            return value;
        // A ToString that logs the object it belongs to would come back here for ever.
        if (_depth >= 4)
            return $"[{value!.GetType().Name}]";
        _depth++;
        try
        {
            return value switch
            {
                string[] texts => texts.Clone(),
                ICollection<string> { Count: <= JsonValues.MaxItems } texts => texts.ToArray(),
                IDictionary or ICollection or IReadOnlyCollection<object?> or JsonElement or JsonNode
                    or IReadOnlyCollection<KeyValuePair<string, object?>> => JsonFragment.Of(value, maxTextLength),
                _ => JsonValues.TextOf(value!),
            };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return JsonValues.Threw(value!, e);
        }
        finally
        {
            _depth--;
        }
    }
}
