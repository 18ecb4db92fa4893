using System.Text;

namespace Otel.EventSink.Tests;

/// <summary>Texts of few, but all kinds of words, so that much is found more than once, and what is looked for in them.</summary>
internal sealed class RandomTexts(Random random)
{
    private static readonly string[] Words =
    [
        "order", "Order", "reorder", "ordering", "o", "lighthouse", "HOUSE", "light", "größe", "GRÖßE", "Größen", "ÄÖ", "äö", "İstanbul", "ısı", "ſee", "K", "k", "Ǆ", "ǆ",
        "日本語", "日本", "東京タワー", "서울", "😀", "a😀b", "𐐀𐐨", "0", "7", "07", "4711", "14711", "47112", "1234567890123456789", "12345678901234567890123", "deadbeef", "dead", "beef42",
        "0xdead", "550e8400-e29b-41d4-a716-446655440000", "node7", "x86_64", "10ms", "1.5", "…", "“order”", "straße", "STRASSE",
    ];

    private static readonly string[] Gaps = [" ", " ", " ", "", ", ", "-", "_", "%", "*", "'", "\"", "\\", ".", "\0", "\n", "/"];

    public string Text()
    {
        var text = new StringBuilder();
        for (var i = random.Next(8); i >= 0; i--)
            text.Append(Word()).Append(Gaps[random.Next(Gaps.Length)]);
        return text.ToString();
    }

    /// <summary>A part of a text, as it is, in another case, or changed in one place.</summary>
    public string NeedleFrom(string text)
    {
        var start = random.Next(text.Length);
        var needle = text.Substring(start, random.Next(1, Math.Min(text.Length - start, 24) + 1));
        return random.Next(6) switch
        {
            0 => needle.ToUpperInvariant(),
            1 => needle.ToLowerInvariant(),
            2 => needle.Insert(random.Next(needle.Length + 1), Word()),
            3 when needle.Length > 1 => needle.Remove(random.Next(needle.Length), 1),
            _ => needle,
        };
    }

    private string Word() => random.Next(3) switch
    {
        0 => random.Next(2_000).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 when random.Next(4) == 0 => random.NextInt64().ToString("x", System.Globalization.CultureInfo.InvariantCulture),
        _ => Words[random.Next(Words.Length)],
    };
}
