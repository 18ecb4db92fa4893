using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>Where the kept part of a hash stands among others, from the first on.</summary>
internal ref struct HashMatches(ReadOnlySpan<byte> parts, ulong hash)
{
    private readonly ReadOnlySpan<uint> _parts = MemoryMarshal.Cast<byte, uint>(parts);

    // Stored little-endian; what is looked for is turned rather than all that is there.
    private readonly uint _wanted = BitConverter.IsLittleEndian ? CorrelationHash.Part(hash) : BinaryPrimitives.ReverseEndianness(CorrelationHash.Part(hash));

    public int Current { get; private set; } = -1;

    public readonly HashMatches GetEnumerator() => this;

    public bool MoveNext()
    {
        var next = _parts[(Current + 1)..].IndexOf(_wanted);
        Current += next + 1;
        return next >= 0;
    }
}
