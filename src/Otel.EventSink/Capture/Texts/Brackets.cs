namespace Otel.EventSink.Capture.Texts;

/// <summary>Keeps brackets and quotes in pairs where a list of variables is shown as one: <c>for &lt;*&gt; [&lt;*&gt;] failed</c>.</summary>
internal static class Brackets
{
    private const string Openers = "([{\"'`";
    private const string Closers = ")]}\"'`";

    /// <summary>What is left of separators: brackets without their partner.</summary>
    public static string Unpaired(string separators)
    {
        var left = new Stack<char>();
        foreach (var c in separators)
        {
            var closer = Closers.IndexOf(c, StringComparison.Ordinal);
            if (closer >= 0 && left.TryPeek(out var open) && open == Openers[closer])
                left.Pop();
            else if (closer >= 0 || Openers.Contains(c, StringComparison.Ordinal))
                left.Push(c);
        }

        return string.Concat(left.Reverse());
    }

    /// <summary>Joins what was left with the separators that follow, without the pairs that meet.</summary>
    public static string Join(string unpaired, string lead)
    {
        var start = 0;
        var end = unpaired.Length;
        while (end > 0 && start < lead.Length && Closers.IndexOf(lead[start], StringComparison.Ordinal) is >= 0 and var closer
            && unpaired[end - 1] == Openers[closer])
            (start, end) = (start + 1, end - 1);
        return string.Concat(unpaired.AsSpan(0, end), lead.AsSpan(start));
    }
}
