using System.Text.Encodings.Web;
using System.Text.Json;
using Otel.EventSink.Capture.States;

namespace Otel.EventSink.Capture;

/// <summary>What is worked out once about a call site, and then holds for each of its records. Used by the writer's thread alone.</summary>
internal sealed class LogSite
{
    private MessageTemplate? _text;
    private bool _isProved;

    /// <param name="names">The names of the values, in their order; none where records of one call site have different ones.</param>
    /// <param name="maxTextLength">Where long names are cut.</param>
    /// <param name="isSecret">Whether one of the names is that of a secret.</param>
    public LogSite(OriginCache.Entry entry, string? template, string title, string[] names, string? eventName, int maxTextLength, bool isSecret)
    {
        IsSecret = isSecret;
        Entry = entry;
        Template = template;
        Title = EventValues.OneLine(title);
        Names = names;
        IsNamed = Otel.EventSink.Names.IsDotName(eventName);
        Keys = new JsonEncodedText[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            Keys[i] = JsonEncodedText.Encode(new JsonValues(maxTextLength).Key(EventValues.UniqueKey(names, i)), JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            NamesFields |= WellKnownKeys.SetsField(names[i]);
        }
    }

    public OriginCache.Entry Entry { get; }

    /// <summary>Whether this is worth keeping for further records.</summary>
    public bool IsShared { get; init; }

    public string? Template { get; }

    public string Title { get; }

    public string[] Names { get; }

    /// <summary>The names as they stand in JSON, each once.</summary>
    public JsonEncodedText[] Keys { get; }

    /// <summary>Whether the name of the event id is one for the type of the event.</summary>
    public bool IsNamed { get; }

    /// <summary>Whether a value sets a field of the event.</summary>
    public bool NamesFields { get; }

    /// <summary>Whether its records hold what must not be stored.</summary>
    public bool IsSecret { get; }

    /// <summary>Whether a record with a list of pairs has these names: most have the very same strings each time.</summary>
    public bool HasNamesOf(List<KeyValuePair<string, object?>> pairs)
    {
        if (pairs.Count != Names.Length)
            return false;
        for (var i = 0; i < Names.Length; i++)
            if (!ReferenceEquals(pairs[i].Key, Names[i]))
                return false;
        return true;
    }

    /// <summary>
    /// Renders the message of a record that came without. The first of a call site is compared with what the framework makes of it:
    /// where its templates are read otherwise than here, it is asked each time.
    /// </summary>
    public void Render(LogCapture log, TextBuffer text)
    {
        // Without values the framework does not look for braces either.
        if (log.ValueCount == 0 || Template is null)
        {
            text.Append(Template);
            return;
        }

        if (!_isProved)
            Prove(log, text);
        else if (_text is not null)
            RenderParsed(_text, log, text);
        else
            text.Append(RenderByFramework(log));
    }

    private void Prove(LogCapture log, TextBuffer text)
    {
        _isProved = true;
        var parsed = MessageTemplate.Parse(Template!);
        var expected = RenderByFramework(log);
        if (parsed.Holes == log.ValueCount)
            RenderParsed(parsed, log, text);
        if (text.Span.SequenceEqual(expected))
        {
            _text = parsed;
            return;
        }

        text.Clear();
        text.Append(expected);
    }

    private static void RenderParsed(MessageTemplate template, LogCapture log, TextBuffer text)
    {
        try
        {
            template.Render(text, log);
        }
        catch (FormatException e)
        {
            text.Clear();
            text.Append(MessageTemplate.NotRendered(e));
        }
    }

    private string RenderByFramework(LogCapture log)
    {
        try
        {
            return log.Layout is { } layout
                ? layout.Rebuild(log).ToString() ?? ""
                : FrameworkText.Render(Template!, [.. log.State.Select(p => p.Value)]);
        }
        catch (FormatException e)
        {
            return MessageTemplate.NotRendered(e);
        }
    }
}
