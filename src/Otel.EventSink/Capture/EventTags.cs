using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>Tags as the store keeps them: a JSON array without duplicates, in the order given.</summary>
internal static class EventTags
{
    /// <summary>From a value called <c>tags</c> (an array, or text with commas) and the tags that a rule adds. Null: none.</summary>
    public static string? ToJson(object? value, IReadOnlyList<string>? added)
    {
        if (value is null && added is null)
            return null;
        IEnumerable<string> given = value switch
        {
            string[] several => several,
            string text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => [],
        };
        return ToJson([.. given, .. added ?? []]);
    }

    public static string? ToJson(IReadOnlyList<string> tags)
    {
        if (tags.Count == 0)
            return null;
        var distinct = tags.Where(t => !string.IsNullOrEmpty(t)).Select(t => TextLimits.Shorten(t, TextLimits.Tag)).Distinct(StringComparer.Ordinal).ToArray();
        return distinct.Length == 0 ? null : System.Text.Encoding.UTF8.GetString(JsonFragment.Of(distinct, maxTextLength: int.MaxValue).Utf8);
    }
}
