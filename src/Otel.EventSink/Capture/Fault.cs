using System.Text.RegularExpressions;
using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Capture;

/// <summary>
/// Tells which errors are the same fault: by exception type and the top frames of its stack, as crash reporters do, else by source and
/// message template. A message without a template says too little by itself: it goes by its shape, and templates are mined over the
/// shapes of a source when they are analysed.
/// </summary>
/// <param name="Key">What makes it the same; no line numbers, which change with every edit.</param>
/// <param name="Title">One line for a person.</param>
internal sealed partial record Fault(string Key, string Title)
{
    /// <summary>No exception, source or system begins like this.</summary>
    private const string ShapeMark = "\u0001";

    private const int Frames = 3;
    private const int MaxText = 16_384;

    /// <summary>Of a plain text: what the keys of all plain texts of its source begin with; null of all other faults.</summary>
    public string? Source { get; private init; }

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

    /// <summary>A plain text: the same words of the same source, numbers, addresses and the like apart.</summary>
    public static Fault OfText(string system, string? component, string text)
    {
        var source = SourceOf(system, component);
        var line = LineReader.FirstLine(text);
        // At a NUL, clients of SQLite stop reading.
        return new Fault(source + LineReader.Read(line).Key, line.Replace('\0', '\u2400')) { Source = source };
    }

    /// <summary>What the keys of all plain texts of a source begin with. Names hold no line break, but for components that somebody made up.</summary>
    public static string SourceOf(string system, string? component) => $"{ShapeMark}{system}\n{component?.ReplaceLineEndings(" ")}\n";

    /// <summary>The key behind all that begin with a source.</summary>
    public static string EndOf(string source) => $"{source.AsSpan(0, source.Length - 1)}\v";

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
