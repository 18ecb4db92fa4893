using System.Text.RegularExpressions;

namespace Otel.EventSink.Capture;

/// <summary>
/// Tells which errors are the same fault: by exception type and the top frames of its stack, as crash reporters do, else by source and
/// message template. A message without a template says too little by itself; its template is mined when it is analysed.
/// </summary>
/// <param name="Key">What makes it the same; no line numbers, which change with every edit.</param>
/// <param name="Title">One line for a person.</param>
internal sealed partial record Fault(string Key, string Title)
{
    private const int Frames = 3;
    private const int MaxText = 16_384;

    public static Fault? Of(string? exceptionType, string? stackTrace, string? source, string? template)
    {
        if (!string.IsNullOrEmpty(exceptionType))
        {
            var frames = TopFrames(stackTrace);
            var where = frames.Count > 0 ? string.Join('\n', frames) : $"{source}\n{template}";
            var title = frames.Count > 0 ? $"{exceptionType} in {frames[0]}" : template is null ? exceptionType : $"{exceptionType}: {template}";
            return new Fault($"{exceptionType}\n{where}", EventValues.OneLine(title));
        }

        // Without a hole it may be a constant, or text put together by the program.
        return template is not null && template.Contains('{', StringComparison.Ordinal)
            ? new Fault($"{source}\n{template}", EventValues.OneLine(template))
            : null;
    }

    /// <summary>A span that failed without an exception: the same operation failing in the same way.</summary>
    public static Fault OfSpan(string source, string name, string? how) =>
        new($"{source}\n{name}\n{how}", EventValues.OneLine(how is null ? $"{name} failed" : $"{name}: {how}"));

    /// <summary>The methods nearest to where it was thrown, for stacks of .NET, of Java and JavaScript, and of Python (which end there).</summary>
    public static IReadOnlyList<string> TopFrames(string? stackTrace)
    {
        if (string.IsNullOrEmpty(stackTrace))
            return [];
        var isPython = stackTrace.Contains("Traceback (most recent call last)", StringComparison.Ordinal);
        // Deep stacks say no more than their ends, and are long.
        var text = stackTrace.Length <= MaxText ? stackTrace : isPython ? stackTrace[^MaxText..] : stackTrace[..MaxText];
        try
        {
            var matches = isPython ? PythonFrame().Matches(text).Reverse() : Frame().Matches(text);
            return [.. matches.Take(Frames).Select(m => m.Groups[1].Value)];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    // "   at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 7", "    at add (cart.js:7:11)"
    [GeneratedRegex(@"^\s*at (?:async )?([^\s(][^(\n]*?)\s*\(", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Frame();

    // "  File "cart.py", line 7, in add"
    [GeneratedRegex(@"^\s*File ""[^""\n]*"", line \d+, in (\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex PythonFrame();
}
