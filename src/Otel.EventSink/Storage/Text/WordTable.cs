namespace Otel.EventSink.Storage.Text;

/// <summary>
/// The words of one window while it is built, each with the events it stands in. A hash table over bytes: strings would cost more than
/// everything else. Bounded; what finds no room any more is told so.
/// </summary>
internal sealed class WordTable
{
    private const int MaxWords = 1 << 19;
    private const int MaxPostings = 1 << 22;
    private const ulong Seed = 0x9E3779B97F4A7C15;

    private readonly ByteWriter _bytes = new();
    private int[] _slots = new int[1 << 14]; // number of a word + 1
    private Entry[] _entries = new Entry[1 << 12];
    private int _postings;

    public int Count { get; private set; }

    /// <summary>The number of a word; -1: there is no room for another one.</summary>
    public int Add(ReadOnlySpan<byte> word)
    {
        var hash = Hash(word);
        for (var slot = hash; ; slot++)
        {
            ref var number = ref _slots[slot & (uint)(_slots.Length - 1)];
            if (number == 0)
            {
                if (Count == MaxWords)
                    return -1;
                number = Count + 1;
                Append(word, hash);
                return Count - 1;
            }

            ref var entry = ref _entries[number - 1];
            if (entry.Hash == hash && word.SequenceEqual(_bytes.Span.Slice(entry.Start, entry.Length)))
                return number - 1;
        }
    }

    /// <summary>Notes that a word stands in an event; events come in ascending order. False: there is no room.</summary>
    public bool Post(int number, int offset)
    {
        ref var entry = ref _entries[number];
        if (entry.Postings > 0 && entry.Last == offset)
            return true;
        if (_postings == MaxPostings)
            return false;
        _postings++;
        if (entry.Postings == 0)
            entry.First = (ushort)offset;
        else
            AddFurther(ref entry, (ushort)offset);
        entry.Last = (ushort)offset;
        entry.Postings++;
        return true;
    }

    public ReadOnlySpan<byte> WordOf(int number) => _bytes.Span.Slice(_entries[number].Start, _entries[number].Length);

    /// <summary>The only event where there is but one, else <see cref="PostingsOf"/> has them.</summary>
    public int SingleOf(int number) => _entries[number].Postings == 1 ? _entries[number].First : -1;

    public ReadOnlySpan<ushort> PostingsOf(int number) => _entries[number].All.AsSpan(0, _entries[number].Postings);

    private static void AddFurther(ref Entry entry, ushort offset)
    {
        if (entry.All is null)
            entry.All = [entry.First, 0, 0, 0];
        else if (entry.All.Length == entry.Postings)
            Array.Resize(ref entry.All, 2 * entry.All.Length);
        entry.All[entry.Postings] = offset;
    }

    private void Append(ReadOnlySpan<byte> word, uint hash)
    {
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count++] = new Entry { Hash = hash, Start = _bytes.Length, Length = (byte)word.Length };
        _bytes.Bytes(word);
        if (2 * Count <= _slots.Length)
            return;
        _slots = new int[2 * _slots.Length];
        for (var i = 0; i < Count; i++)
        {
            var slot = _entries[i].Hash;
            while (_slots[slot & (uint)(_slots.Length - 1)] != 0)
                slot++;
            _slots[slot & (uint)(_slots.Length - 1)] = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> word)
    {
        var hash = Seed;
        foreach (var b in word)
            hash = (hash ^ b) * 0x100000001B3;
        return (uint)(hash ^ hash >> 32);
    }

    private struct Entry
    {
        public uint Hash;
        public int Start;
        public int Postings;
        public byte Length;
        public ushort First;
        public ushort Last;
        public ushort[]? All;
    }
}
