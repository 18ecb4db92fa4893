using System.Runtime.CompilerServices;

namespace Otel.EventSink.Storage.Text;

/// <summary>Finds the events of a window that may have a text: those with all its words.</summary>
internal sealed class WindowSearch(TextIndexReader index)
{
    private readonly OffsetSet _found = new();
    private readonly OffsetSet _scratch = new();
    private IndexedWindow _window;
    private TextDirectory _directory = new([], []);

    /// <summary>The events that may have the text, apart from <see cref="Unread"/>.</summary>
    public OffsetSet Found { get; } = new();

    /// <summary>Those that were not indexed word by word.</summary>
    public OffsetSet Unread { get; } = new();

    /// <summary>Whether all words were looked up. Else the events found have some of them, and may lack the others.</summary>
    public bool IsThorough { get; private set; }

    /// <summary>False: the index of this window is damaged, its events are to be read instead.</summary>
    public bool TryFind(IndexedWindow window, IReadOnlyList<Needle> needles)
    {
        try
        {
            Find(window, needles);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            // Not every damage is noticed as such where it is read.
            index.NoteDamaged(window.Window);
            return false;
        }
    }

    private void Find(IndexedWindow window, IReadOnlyList<Needle> needles)
    {
        _window = window;
        _directory = index.Directory(window.Window);
        Unread.Clear();
        Postings.Read(_directory.Unread, Unread, _scratch, window.FirstOffset, window.EndOffset);
        Found.Clear();
        Found.AddRange(window.FirstOffset, window.EndOffset);
        // First what takes the least to look up.
        var pieces = needles.SelectMany(n => n.Pieces).Select(p => (Piece: p, Blocks: BlocksFor(p))).OrderBy(p => p.Blocks.Count).ToList();
        var isFirst = true;
        IsThorough = true;
        foreach (var (piece, blocks) in pieces)
        {
            // To look at a few events is quicker than to read many blocks.
            if (!isFirst && Found.Count() <= blocks.Count)
            {
                IsThorough = false;
                break;
            }

            isFirst = false;
            _found.Clear();
            Match(piece, blocks);
            Found.Keep(_found);
        }

        Found.Remove(Unread);
    }

    private List<int> BlocksFor(NeedlePiece piece)
    {
        var numbers = new List<int>();
        var blocks = _directory.Blocks;
        for (var i = 0; i < blocks.Count; i++)
        {
            var next = i + 1 < blocks.Count && blocks[i + 1].Kind == blocks[i].Kind && blocks[i + 1].WordLength == blocks[i].WordLength ? blocks[i + 1].First : null;
            if (piece.MayMatchIn(blocks[i], next))
                numbers.Add(i);
        }

        return numbers;
    }

    private void Match(NeedlePiece piece, List<int> numbers)
    {
        var postings = new List<(long Start, int Length)>();
        for (int start = 0, next; start < numbers.Count; start = next)
        {
            for (next = start + 1; next < numbers.Count && numbers[next] == numbers[next - 1] + 1; next++)
            {
            }

            var successive = _directory.Blocks.Skip(numbers[start]).Take(next - start).ToArray();
            index.Blocks(_window.Window, successive, (block, bytes) => Match(piece, block, bytes, postings));
        }

        foreach (var (position, length) in postings)
            Postings.Read(index.Posting(_window.Window, _directory.Blocks.Count, position, length), _found, _scratch, _window.FirstOffset, _window.EndOffset);
    }

    // The first searches of a process look at a million words; compiled in haste first, they would take 20 times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Match(NeedlePiece piece, WordBlock block, ReadOnlySpan<byte> bytes, List<(long Start, int Length)> postings)
    {
        var words = new WordBlockReader(block, bytes, stackalloc byte[WindowBuilder.MaxWordBytes]);
        while (words.Read())
        {
            if (!piece.Matches(words.Word))
                continue;
            if (words.Single >= 0)
                _found.Add(words.Single);
            else
                postings.Add((words.Posting, words.PostingLength));
        }
    }
}
