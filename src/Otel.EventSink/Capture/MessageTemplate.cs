using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using Otel.EventSink.Capture.States;

namespace Otel.EventSink.Capture;

/// <summary>
/// A message template, read once per call site. Renders as <c>Microsoft.Extensions.Logging</c> does: values in the order of the holes,
/// alignment and format honoured, null as <c>(null)</c>, invariant culture.
/// </summary>
internal sealed class MessageTemplate
{
    public const string Null = "(null)";

    /// <summary>A template may come from anywhere; a few characters of it must not become gigabytes.</summary>
    private const int MaxAlignment = 1_000;

    private readonly List<Part> _parts = [];

    private MessageTemplate(string template)
    {
        var literal = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                literal.Append(c);
                i++;
                continue;
            }

            var end = c == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                literal.Append(c);
                continue;
            }

            AddLiteral(literal);
            _parts.Add(Part.Hole(template[(i + 1)..end]));
            Holes++;
            i = end;
        }

        AddLiteral(literal);
    }

    public int Holes { get; }

    public static MessageTemplate Parse(string template) => new(template);

    /// <summary>What stands for a message that cannot be rendered.</summary>
    public static string NotRendered(Exception e) => $"[the message could not be rendered: {e.GetType().Name}]";

    /// <summary>Renders a record that arrives without its text: what the framework would refuse is shown as well as it can be.</summary>
    public static string Render(string template, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        if (!template.Contains('{') && !template.Contains('}'))
            return template;
        var text = new TextBuffer();
        var position = 0;
        foreach (var part in Parse(template)._parts)
        {
            if (part.Name is null)
            {
                text.Append(part.Text);
                continue;
            }

            var start = text.Length;
            if (Find(part.Name, position, values, out var value) || Find(part.Name.Trim(), position, values, out value))
                Show(text, value, part.Format);
            else
                text.Append($"{{{part.Text}}}");
            text.Align(start, Math.Clamp(part.Alignment, -MaxAlignment, MaxAlignment));
            position++;
        }

        return text.Span.ToString();
    }

    /// <summary>Renders values that stand in the order of the holes.</summary>
    /// <exception cref="FormatException">A value does not know its format; the framework refuses it too.</exception>
    public void Render(TextBuffer text, ITemplateValues values)
    {
        var hole = 0;
        foreach (var part in _parts)
        {
            if (part.Name is null)
            {
                text.Append(part.Text);
                continue;
            }

            var start = text.Length;
            values.Append(text, hole++, part.Format);
            if (part.Alignment != 0)
                text.Align(start, part.Alignment);
        }
    }

    /// <summary>A boxed value that cannot change.</summary>
    /// <exception cref="FormatException">The type does not know the format.</exception>
    public static void Append(TextBuffer text, object? value, string? format)
    {
        switch (value)
        {
            case null: text.Append(Null); break;
            case string s: text.Append(s); break;
            case ISpanFormattable formattable: text.AppendValue(formattable, format); break;
            case IFormattable formattable: text.Append(formattable.ToString(format, CultureInfo.InvariantCulture)); break;
            default: text.Append(value.ToString()); break;
        }
    }

    private static void Show(TextBuffer text, object? value, string? format)
    {
        switch (value)
        {
            case JsonFragment f: text.Append(Encoding.UTF8.GetString(f.Utf8)); break;
            case IEnumerable items and not string: text.Append(string.Join(", ", items.Cast<object?>().Select(i => i?.ToString() ?? Null))); break;
            default:
                var start = text.Length;
                try
                {
                    Append(text, value, format);
                }
                catch (FormatException)
                {
                    text.Truncate(start);
                    Append(text, value, null);
                }

                break;
        }
    }

    /// <summary>By position, as the logging framework does; by name where the names differ, as custom states may.</summary>
    private static bool Find(ReadOnlySpan<char> name, int position, IReadOnlyList<KeyValuePair<string, object?>> values, out object? value)
    {
        if (position < values.Count && name.SequenceEqual(values[position].Key))
        {
            value = values[position].Value;
            return true;
        }

        foreach (var pair in values)
        {
            if (name.SequenceEqual(pair.Key))
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    private void AddLiteral(StringBuilder literal)
    {
        if (literal.Length > 0)
            _parts.Add(new Part(literal.ToString(), null, 0, null));
        literal.Clear();
    }

    /// <param name="Text">The literal, or the hole as it was written.</param>
    /// <param name="Name">Null: a literal.</param>
    private readonly record struct Part(string Text, string? Name, int Alignment, string? Format)
    {
        public static Part Hole(string hole)
        {
            var colon = hole.IndexOf(':');
            var format = colon < 0 ? null : hole[(colon + 1)..];
            var name = colon < 0 ? hole : hole[..colon];
            var comma = name.IndexOf(',');
            var alignment = 0;
            if (comma >= 0)
            {
                _ = int.TryParse(name.AsSpan(comma + 1), CultureInfo.InvariantCulture, out alignment);
                name = name[..comma];
            }

            return new Part(hole, name, alignment, format);
        }
    }
}

/// <summary>The values of a record, by position.</summary>
internal interface ITemplateValues
{
    /// <exception cref="FormatException">The type does not know the format.</exception>
    void Append(TextBuffer text, int index, string? format);
}
