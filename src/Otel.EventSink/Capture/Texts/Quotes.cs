namespace Otel.EventSink.Capture.Texts;

/// <summary>Quoted text is a value, but for the names of a JSON object and the verb of an HTTP request line.</summary>
internal static class Quotes
{
    private const int Longest = 200;
    private static readonly string[] Verbs = ["GET ", "POST ", "PUT ", "DELETE ", "HEAD ", "PATCH ", "OPTIONS "];

    /// <summary>Finds the value within the quotes that open at <paramref name="at"/>, if there is one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where it opens.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="end">Where it closes.</param>
    public static bool TryFind(ReadOnlySpan<char> line, int at, out int start, out int end)
    {
        (start, end) = (at + 1, -1);
        var quote = line[at];
        // The apostrophe in "can't" opens nothing.
        if (quote is not ('"' or '\'' or '`') || (at > 0 && IsWord(line[at - 1])) || start >= line.Length || char.IsWhiteSpace(line[start]))
            return false;
        var stop = Math.Min(line.Length, start + Longest + 1);
        for (var i = start; i < stop && end < 0; i++)
        {
            if (line[i] == quote && (i + 1 == line.Length || !IsWord(line[i + 1])))
                end = i;
        }

        if (end < 0)
            return false;
        var value = line[start..end];
        if (end + 1 < line.Length && line[end + 1] is ':' or '=' && IsIdentifier(value))
            return false;
        foreach (var verb in Verbs)
        {
            if (value.StartsWith(verb, StringComparison.Ordinal))
                start += verb.Length;
        }

        return true;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsIdentifier(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!IsWord(c) && c != '-')
                return false;
        }

        return value.Length > 0;
    }
}
