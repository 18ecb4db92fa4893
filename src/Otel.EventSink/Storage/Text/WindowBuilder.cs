namespace Otel.EventSink.Storage.Text;

/// <summary>Builds the index of one window from its events, given in the order of their offsets.</summary>
/// <param name="first">The first offset of the window.</param>
/// <param name="end">The first one that will not be in the index.</param>
internal sealed class WindowBuilder(int first, int end)
{
    /// <summary>Longer words are hardly looked for; an event with one is read at every search instead.</summary>
    public const int MaxWordBytes = 128;

    /// <summary>An event with a longer text is read at every search too: its words would fill the index.</summary>
    public const int MaxTextBytes = 16_384;

    private readonly WordTable _words = new();
    private readonly Dictionary<long, int[]?> _origins = [];
    private readonly List<ushort> _unread = [];
    private readonly List<int> _scratch = [];

    /// <summary>How many events there were.</summary>
    public int Count { get; private set; }

    public bool Knows(long origin) => _origins.ContainsKey(origin);

    /// <summary>Tells the title of an origin, which is parted into words once for all its events.</summary>
    public void AddOrigin(long origin, ReadOnlySpan<byte> title)
    {
        _scratch.Clear();
        _origins[origin] = Split(title, _scratch) ? [.. _scratch] : null;
    }

    /// <summary>Somebody has deleted it: its events are read at every search.</summary>
    public void MissOrigin(long origin) => _origins[origin] = null;

    /// <param name="origin">0: the event has a title of its own.</param>
    public void Add(int offset, long origin, ReadOnlySpan<byte> title, ReadOnlySpan<byte> description)
    {
        Count++;
        _scratch.Clear();
        if (!AddTitle(origin, title) || !Split(description, _scratch) || !PostAll(offset))
            _unread.Add((ushort)offset);
    }

    public (TextDirectory Directory, IReadOnlyList<byte[]> Parts) Build()
    {
        var blocks = new WordBlockWriter(_words, first, end);
        var sorted = Sorted();
        for (int start = 0, next; start < sorted.Length; start = next)
        {
            var (kind, length) = KeyOf(sorted[start]);
            for (next = start + 1; next < sorted.Length && KeyOf(sorted[next]) == (kind, length); next++)
            {
            }

            blocks.Write(kind, sorted.AsSpan(start, next - start));
        }

        var unread = new ByteWriter();
        Postings.Write(unread, [.. _unread], first, end);
        return (new TextDirectory(blocks.Blocks, unread.Span.ToArray()), blocks.Parts());
    }

    private bool AddTitle(long origin, ReadOnlySpan<byte> title)
    {
        if (origin == 0)
            return Split(title, _scratch);
        if (_origins[origin] is not { } words)
            return false;
        _scratch.AddRange(words);
        return true;
    }

    private bool PostAll(int offset)
    {
        foreach (var number in _scratch)
        {
            if (!_words.Post(number, offset))
                return false;
        }

        return true;
    }

    /// <summary>False: not all of it can be indexed.</summary>
    private bool Split(ReadOnlySpan<byte> text, List<int> numbers)
    {
        if (text.Length > MaxTextBytes)
            return false;
        var reader = new WordReader(text, stackalloc byte[MaxWordBytes]);
        while (reader.Read())
        {
            if (reader.IsCut || _words.Add(reader.Word) is not (var number and >= 0))
                return false;
            numbers.Add(number);
        }

        return true;
    }

    private (WordKind Kind, int Length) KeyOf(int number) => (WordKinds.Of(_words.WordOf(number)), _words.WordOf(number).Length);

    /// <summary>By kind, length, bytes.</summary>
    private int[] Sorted()
    {
        var numbers = new int[_words.Count];
        // Kind, length and the first bytes in one number decide nearly always.
        var keys = new ulong[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
            var word = _words.WordOf(i);
            keys[i] = (ulong)WordKinds.Of(word) << 56 | (ulong)word.Length << 48;
            for (var b = 0; b < 6 && b < word.Length; b++)
                keys[i] |= (ulong)word[b] << 40 - 8 * b;
        }

        Array.Sort(numbers, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : _words.WordOf(a).SequenceCompareTo(_words.WordOf(b)));
        return numbers;
    }
}
