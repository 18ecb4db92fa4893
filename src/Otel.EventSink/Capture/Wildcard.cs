namespace Otel.EventSink.Capture;

/// <summary>
/// Patterns in which only <c>*</c> is special, without regard to case. The framework's own matchers know more than that, and let <c>*</c>
/// match nothing in an empty text.
/// </summary>
internal static class Wildcard
{
    /// <summary>No pattern fits everything; no text fits no pattern.</summary>
    public static bool Matches(string? pattern, string? text) => pattern is null || text is not null && Matches(pattern.AsSpan(), text.AsSpan());

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, t);
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++resume);
            else
                return false;
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }
}
