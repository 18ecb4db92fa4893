namespace Otel.EventSink;

/// <summary>What a name (of a system, of an event type) may be.</summary>
internal static class Names
{
    public const int MaxLength = 256;

    public static string Validate(string name, string parameter, string what, bool allowSpaces)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (IsValid(name, allowSpaces))
            return name;
        var shown = name.Length > 60 ? string.Concat(name.AsSpan(0, 60), "...") : name;
        throw new ArgumentException(
            $"'{shown}' is not a name for {what}: it must have 1 to {MaxLength} characters without {(allowSpaces ? "" : "white space or ")}control characters.", parameter);
    }

    public static bool IsValid(string name, bool allowSpaces)
    {
        if (name.Length is 0 or > MaxLength || name.AsSpan().Trim().IsEmpty)
            return false;
        foreach (var c in name)
            if (IsForbidden(c, allowSpaces))
                return false;
        return true;
    }

    /// <summary>The nearest valid name, for text that comes from outside and must not be refused.</summary>
    public static string Repair(string? name, string fallback, bool allowSpaces)
    {
        if (string.IsNullOrWhiteSpace(name))
            return fallback;
        if (IsValid(name, allowSpaces))
            return name;
        var kept = name.Length > MaxLength ? name[..MaxLength] : name;
        if (string.IsNullOrWhiteSpace(kept))
            return fallback;
        return string.Create(kept.Length, (kept, allowSpaces), static (span, s) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = IsForbidden(s.kept[i], s.allowSpaces) ? '_' : s.kept[i];
        });
    }

    /// <summary>Whether a text reads as an event type: lower-case words joined by dots, as in <c>order.placed</c>.</summary>
    public static bool IsDotName(string? name)
    {
        if (name is not { Length: >= 3 and <= MaxLength } || !char.IsAsciiLetterLower(name[0]))
            return false;
        var dots = 0;
        for (var i = 1; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '.')
            {
                if (name[i - 1] == '.' || i == name.Length - 1)
                    return false;
                dots++;
            }
            else if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('_' or '-'))
                return false;
        }

        return dots > 0;
    }

    private static bool IsForbidden(char c, bool allowSpaces) =>
        char.IsControl(c) || char.IsSurrogate(c) || (!allowSpaces && char.IsWhiteSpace(c));
}
