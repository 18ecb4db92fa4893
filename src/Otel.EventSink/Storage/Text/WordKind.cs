namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Words are kept apart by what they consist of: texts have few words, but many numbers and ids, and most searches need only one of
/// them.
/// </summary>
internal enum WordKind : byte
{
    /// <summary>Without any digit.</summary>
    Plain,

    /// <summary>Digits alone.</summary>
    Number,

    /// <summary>Digits and letters from a to f.</summary>
    Hex,

    /// <summary>Digits and anything else.</summary>
    Mixed,
}

internal static class WordKinds
{
    private const byte Digit = 1;
    private const byte HexLetter = 2;
    private const byte Other = 4;

    public static WordKind Of(ReadOnlySpan<byte> word) => Parts(word) switch
    {
        Digit => WordKind.Number,
        Digit | HexLetter => WordKind.Hex,
        HexLetter or Other or HexLetter | Other => WordKind.Plain,
        _ => WordKind.Mixed,
    };

    /// <summary>Whether a word of this kind can have <paramref name="part"/> inside.</summary>
    public static bool CanContain(this WordKind kind, ReadOnlySpan<byte> part) => kind switch
    {
        WordKind.Plain => (Parts(part) & Digit) == 0,
        WordKind.Number => Parts(part) == Digit,
        WordKind.Hex => (Parts(part) & Other) == 0,
        _ => true,
    };

    /// <summary>Whether its characters are hexadecimal digits, of which two fit into a byte.</summary>
    public static bool IsPacked(this WordKind kind) => kind is WordKind.Number or WordKind.Hex;

    /// <summary>Which characters stand in it: a bit for each digit and letter, and one for all beyond ASCII.</summary>
    public static ulong Alphabet(ReadOnlySpan<byte> word)
    {
        ulong alphabet = 0;
        foreach (var c in word)
            alphabet |= c >= 0x80 ? BeyondAscii : c >= 'a' ? 1UL << c - 'a' + 10 : 1UL << c - '0';
        return alphabet;
    }

    public const ulong BeyondAscii = 1UL << 36;

    private static byte Parts(ReadOnlySpan<byte> word)
    {
        byte parts = 0;
        foreach (var c in word)
            parts |= c <= '9' ? Digit : c is >= (byte)'a' and <= (byte)'f' ? HexLetter : Other;
        return parts;
    }
}
