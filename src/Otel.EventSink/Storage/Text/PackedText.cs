namespace Otel.EventSink.Storage.Text;

/// <summary>Hexadecimal digits, two in a byte; an odd last one stands alone.</summary>
internal static class PackedText
{
    public static void Write(ByteWriter target, ReadOnlySpan<byte> digits)
    {
        for (var i = 0; i < digits.Length; i += 2)
            target.Byte((byte)(ValueOf(digits[i]) << 4 | (i + 1 < digits.Length ? ValueOf(digits[i + 1]) : 0)));
    }

    public static void Read(ref ByteReader source, Span<byte> digits)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            var pair = source.Byte();
            digits[i] = DigitOf(pair >> 4);
            if (++i < digits.Length)
                digits[i] = DigitOf(pair & 15);
        }
    }

    private static int ValueOf(byte digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;

    private static byte DigitOf(int value) => (byte)(value < 10 ? '0' + value : 'a' - 10 + value);
}
