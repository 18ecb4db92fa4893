namespace Otel.EventSink.Pipeline;

/// <summary>How over-long text is cut and marked.</summary>
internal static class TextLimits
{
    /// <summary>The first <paramref name="maxLength"/> characters, never half a surrogate pair.</summary>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..length];
    }

    public static string Mark(int originalLength) => $" [cut, {originalLength} characters]";
}
