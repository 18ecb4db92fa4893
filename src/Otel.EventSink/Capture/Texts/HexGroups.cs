namespace Otel.EventSink.Capture.Texts;

/// <summary>Hardware and IPv6 addresses, whose groups need not hold a digit and are split by a delimiter: 00:1A:ff:..., fe80::1.</summary>
internal static class HexGroups
{
    private const int LongestGroup = 4;
    private const int FewestColons = 3;

    /// <summary>The length of the address that begins here, 0 if none does.</summary>
    public static int Length(string line, int start)
    {
        if (start > 0 && (char.IsLetterOrDigit(line[start - 1]) || line[start - 1] == ':'))
            return 0;
        var (at, colons, group) = (start, 0, 0);
        for (; at < line.Length && group <= LongestGroup; at++)
        {
            if (line[at] == ':')
                (colons, group) = (colons + 1, 0);
            else if (char.IsAsciiHexDigit(line[at]))
                group++;
            else
                break;
        }

        var isWhole = group <= LongestGroup && (at == line.Length || !char.IsLetterOrDigit(line[at]));
        return isWhole && colons >= FewestColons && at - start > colons ? at - start : 0;
    }
}
