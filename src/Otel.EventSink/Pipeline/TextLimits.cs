namespace Otel.EventSink.Pipeline;

/// <summary>How over-long text is cut and marked.</summary>
internal static class TextLimits
{
    public const int Tag = 256;
    public const int Correlation = 512;

    /// <summary>The first <paramref name="maxLength"/> characters, never half a surrogate pair.</summary>
    public static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..length];
    }

    /// <summary>Cut and marked; a text that has the mark already stays as it is, so that what was stored can be asked for and stored again.</summary>
    public static string Shorten(string text, int maxLength)
    {
        if (text.Length <= maxLength)
            return text;
        var cut = Cut(text, maxLength);
        return text.AsSpan(cut.Length) is [' ', '[', 'c', 'u', 't', ',', ' ', .., ' ', 'c', 'h', 'a', 'r', 'a', 'c', 't', 'e', 'r', 's', ']'] and { Length: < 32 }
            ? text
            : string.Concat(cut, Mark(text.Length));
    }

    public static string Mark(int originalLength) => $" [cut, {originalLength} characters]";
}
