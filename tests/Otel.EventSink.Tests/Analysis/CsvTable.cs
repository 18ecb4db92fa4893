using System.Text;

namespace Otel.EventSink.Tests;

/// <summary>Reads CSV with quoted fields, which may hold commas, doubled quotes and line breaks; rows by the names of their columns.</summary>
internal static class CsvTable
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var reader = new StreamReader(path);
        var names = ReadRow(reader)!;
        while (ReadRow(reader) is { } row)
            yield return names.Zip(row).ToDictionary(p => p.First, p => p.Second);
    }

    private static List<string>? ReadRow(StreamReader reader)
    {
        if (reader.Peek() < 0)
            return null;
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        while (reader.Read() is >= 0 and var next)
        {
            var c = (char)next;
            if (c == '"' && isQuoted && reader.Peek() == '"')
                field.Append((char)reader.Read());
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (c == '\n' && !isQuoted)
                break;
            else if (c == ',' && !isQuoted)
                Next();
            else if (c != '\r' || isQuoted)
                field.Append(c);
        }

        Next();
        return row;

        void Next()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
