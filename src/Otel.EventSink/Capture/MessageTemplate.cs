using System.Collections;
using System.Globalization;
using System.Text;

namespace Otel.EventSink.Capture;

/// <summary>
/// Renders a message template from captured values as <c>Microsoft.Extensions.Logging</c> would: values in the order of the holes,
/// alignment and format honoured, null as <c>(null)</c>, invariant culture. For records that arrive without their rendered text.
/// </summary>
internal static class MessageTemplate
{
    /// <summary>A template may come from anywhere; a few characters of it must not become gigabytes.</summary>
    private const int MaxAlignment = 1_000;

    public static string Render(string template, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        if (!template.Contains('{') && !template.Contains('}'))
            return template;
        var text = new StringBuilder(template.Length + 32);
        var hole = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
                continue;
            }

            var end = c == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(c);
                continue;
            }

            Fill(text, template.AsSpan(i + 1, end - i - 1), hole++, values);
            i = end;
        }

        return text.ToString();
    }

    private static void Fill(StringBuilder text, ReadOnlySpan<char> hole, int position, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        var colon = hole.IndexOf(':');
        var format = colon < 0 ? null : hole[(colon + 1)..].ToString();
        var name = colon < 0 ? hole : hole[..colon];
        var comma = name.IndexOf(',');
        var alignment = 0;
        if (comma >= 0)
        {
            _ = int.TryParse(name[(comma + 1)..], CultureInfo.InvariantCulture, out alignment);
            name = name[..comma];
        }

        alignment = Math.Clamp(alignment, -MaxAlignment, MaxAlignment);
        var found = Find(name, position, values, out var value) || Find(name.Trim(), position, values, out value);
        var shown = found ? Show(value, format) : string.Concat("{", hole, "}");
        text.Append(alignment < 0 ? shown.PadRight(-alignment) : shown.PadLeft(alignment));
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

    private static string Show(object? value, string? format)
    {
        switch (value)
        {
            case null: return "(null)";
            case string s: return s;
            case JsonFragment f: return Encoding.UTF8.GetString(f.Utf8);
            case IEnumerable items: return string.Join(", ", items.Cast<object?>().Select(i => i?.ToString() ?? "(null)"));
            case IFormattable formattable:
                try
                {
                    return formattable.ToString(format, CultureInfo.InvariantCulture);
                }
                catch (FormatException)
                {
                    return formattable.ToString(null, CultureInfo.InvariantCulture);
                }

            default: return value.ToString() ?? "";
        }
    }
}
