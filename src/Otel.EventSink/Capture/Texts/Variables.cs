namespace Otel.EventSink.Capture.Texts;

/// <summary>Words that are variables wherever they stand: numbers, addresses, identifiers, paths, hosts. What is unsure is left to mining.</summary>
internal static class Variables
{
    private const string DateWords = " Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
    private const int ShortestHex = 8;

    /// <param name="word">Without the punctuation around it.</param>
    /// <param name="isAssigned">Whether it follows an equals sign; true and false then tell two branches of a program apart.</param>
    /// <param name="isName">Whether an equals sign follows: <c>http.proxy.port=</c> names a value and is none.</param>
    public static bool IsVariable(ReadOnlySpan<char> word, bool isAssigned, bool isName) =>
        word.ContainsAnyInRange('0', '9')
        || (isAssigned && !word.Equals("true", StringComparison.OrdinalIgnoreCase) && !word.Equals("false", StringComparison.OrdinalIgnoreCase))
        || IsPath(word)
        || (!isName && IsDottedName(word))
        || word.Trim('@').Contains('@')
        || (word.Length >= ShortestHex && !word.ContainsAnyExcept("abcdefABCDEF"));

    /// <summary>A bare number, after which a unit may stand.</summary>
    public static bool IsNumber(ReadOnlySpan<char> word) => word.Length > 0 && char.IsAsciiDigit(word[^1]) && !word.ContainsAnyExcept("0123456789.+-/");

    /// <summary>A unit of size or time, part of the number before it: 12 B and 3.4 KB are one variable.</summary>
    public static bool IsUnit(ReadOnlySpan<char> word) => word.Length <= 3 && word.ToString().ToLowerInvariant() is
        "b" or "kb" or "mb" or "gb" or "tb" or "kib" or "mib" or "gib" or "tib" or "ns" or "us" or "µs" or "ms" or "s" or "sec" or "min" or "h";

    /// <summary>A month or day of the week, a variable beside another one: Fri Jul 15.</summary>
    public static bool IsDateWord(string word) => word.Length == 3 && DateWords.Contains($" {word} ", StringComparison.Ordinal);

    // "/var/log", "./run", "~/x", "a/b/c", "dir/file.txt", "C:\x"; but not "I/O" and "and/or".
    private static bool IsPath(ReadOnlySpan<char> word)
    {
        if (word.Length < 2)
            return false;
        var slashes = word.Count('/');
        return word.Contains('\\') || slashes >= 2 || word[0] == '/' || (slashes == 1 && (word[0] == '~' || word.Contains('.')));
    }

    // "www.example.com", "com.example.shop": three lower-case labels; types of exceptions have capitals and are worth telling apart.
    private static bool IsDottedName(ReadOnlySpan<char> word)
    {
        var labels = 1;
        var length = 0;
        foreach (var c in word)
        {
            if (c == '.' && length > 0)
                (labels, length) = (labels + 1, 0);
            else if (char.IsAsciiLetterLower(c) || (c is '-' or '_' && length > 0))
                length++;
            else
                return false;
        }

        return labels >= 3 && length > 0;
    }
}
